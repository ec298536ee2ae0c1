"""Signing in: passwords for one use, what is written down, and the table in which tries are counted."""

import django.db.models.deletion
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models


def table_of_tries(apps, schema_editor):
    """The tables of the caches that settings name; one that is there is left alone."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='has_first_password',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='SignInRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('signed_in', '登录'), ('failed', '密码不对'), ('locked', '多次不对，暂停登录'), ('code_failed', '验证码或密钥不对'), ('unknown', '统一认证的人没有账号'), ('password_changed', '本人更换密码'), ('password_reset', '重设密码'), ('factor_added', '启用双重验证'), ('factor_removed', '停用双重验证'), ('factor_taken', '管理员解除双重验证'), ('codes_made', '重新生成备用码'), ('sessions_ended', '结束会话')], max_length=20)),
                ('username', models.CharField(max_length=60)),
                ('address', models.GenericIPAddressField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_records', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'id'], name='sign_in_by_kind'), models.Index(fields=['username', 'id'], name='sign_in_by_name')],
            },
        ),
        migrations.RunPython(table_of_tries, migrations.RunPython.noop),
    ]
