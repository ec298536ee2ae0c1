"""What is published stays, put into the database."""

from django.db import migrations

from xiaohao.publication import law


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]
    operations = [migrations.RunPython(law.install, law.remove, elidable=False)]
