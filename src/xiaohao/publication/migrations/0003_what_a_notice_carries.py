"""A draft says how many differences stand without a word; a published notice carries its document number.

On SQLite a table that gains a column is written anew, and its triggers go with the old one: the law is taken away before and put back after.
"""

from django.db import migrations, models

from xiaohao.publication import law


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_law")]
    operations = [
        migrations.RunPython(law.remove, law.install, elidable=False),
        migrations.AddField("noticedraft", "unexplained", models.PositiveIntegerField(default=0)),
        migrations.AddField("publishednotice", "document_number", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
        migrations.RunPython(law.install, law.remove, elidable=False),
    ]
