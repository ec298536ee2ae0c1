"""The law of the ledger, put into the database."""

from django.db import migrations

from xiaohao.ledger.law import InstallLaw


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [InstallLaw()]
