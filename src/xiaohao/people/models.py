"""单位、人员、任职: who there is, and who holds what, from when to when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """单位: a body, an office, a bureau, a subdistrict, a village, at any depth of one tree."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset(
        {"id", "parent", "path", "kind", "level", "code", "name", "short_name", "from_on", "to_on", "position", "merged_into"}
    )

    class Kind(models.TextChoices):
        """单位类别."""

        COMMITTEE = "committee", _("党委")
        GOVERNMENT = "government", _("政府")
        OFFICE = "office", _("整改办")
        LEADING_GROUP = "leading_group", _("领导小组")
        BUREAU = "bureau", _("部门")
        TOWN = "town", _("乡镇政府")
        SUBDISTRICT = "subdistrict", _("街道办事处")
        VILLAGE = "village", _("村（社区）")
        COMPANY = "company", _("国有企业")
        INSPECTING_BODY = "inspecting_body", _("巡视组、审计组")
        OTHER = "other", _("其他")

    class Level(models.TextChoices):
        """层级: the level of the state at which a unit stands."""

        CENTRAL = "central", _("中央")
        PROVINCE = "province", _("省")
        CITY = "city", _("市")
        COUNTY = "county", _("县（区）")
        TOWN = "town", _("乡镇（街道）")
        VILLAGE = "village", _("村（社区）")

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=255, unique=True)  # "/1/7/31/": the subtree of a unit is a prefix
    kind = models.CharField(max_length=20, choices=Kind)
    level = models.CharField(max_length=10, choices=Level, blank=True, default="")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)  # the last day; None: it stands
    position = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.CheckConstraint(name="unit_days_in_order", condition=Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=models.F("from_on"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many units stand above it, at most six for the indent of a list."""
        return min(self.path.count("/") - 2, 6)

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """Its own id and those of the units above it, from the root down."""
        return tuple(int(part) for part in self.path.strip("/").split("/"))


class FormerUnit(models.Model):
    """单位沿革: what a unit was called and where it stood until a day. How it is now stands in its own row, and nowhere twice."""

    PERSONAL_DATA: ClassVar = frozenset[str]()
    PLAIN_DATA: ClassVar = frozenset({"id", "unit", "until_on", "name", "short_name", "code", "kind", "level", "parent"})

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="formers")
    until_on = models.DateField()  # the last day on which it was so
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=20, choices=Unit.Kind)
    level = models.CharField(max_length=10, choices=Unit.Level, blank=True)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["unit", "until_on"]
        indexes: ClassVar = [models.Index(fields=["until_on", "unit"], name="former_unit_of_day")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "until_on"], name="former_unit_once")]

    def __str__(self) -> str:
        return f"{self.name} -{self.until_on}"


class Person(models.Model):
    """人员: somebody who holds posts; an account is another thing."""

    PERSONAL_DATA: ClassVar = frozenset({"name", "phone"})
    PLAIN_DATA: ClassVar = frozenset({"id"})

    name = models.CharField(max_length=60, db_index=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """账号的建立: the only way to make one is with a username and a person."""

    def create_user(
        self, username: str, *, person: Person, password: str | None = None, is_administrator: bool = False, has_first_password: bool = False
    ) -> User:
        user = self.model(username=username, person=person, is_administrator=is_administrator, has_first_password=has_first_password)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.select_related("person").get(username=username)


class User(AbstractBaseUser):
    """账号: how a person signs in. It holds no role: what one may do follows from appointments."""

    PERSONAL_DATA: ClassVar = frozenset({"username", "password", "last_login", "token_digest"})
    PLAIN_DATA: ClassVar = frozenset({"id", "person", "language", "is_active", "is_administrator", "has_first_password"})

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user")
    language = models.CharField(max_length=8, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    has_first_password = models.BooleanField(default=False)  # made by somebody else for one use: the owner chooses another before anything else
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)  # SHA-256 of the token for programs

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username


class Appointment(models.Model):
    """任职: a person's post at a unit, from day to day. Leaders change, items stay."""

    PERSONAL_DATA: ClassVar = frozenset({"person", "post"})
    PLAIN_DATA: ClassVar = frozenset({"id", "unit", "is_head", "from_on", "to_on"})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=60)
    is_head = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)  # the last day; None: still held

    class Meta:
        ordering: ClassVar = ["unit__path", "-is_head", "from_on", "id"]
        indexes: ClassVar = [models.Index(fields=["person", "from_on", "to_on"], name="appointment_of_day")]
        constraints: ClassVar = [
            models.CheckConstraint(name="appointment_days_in_order", condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}@{self.unit_id}"


class SignInRecord(models.Model):
    """登录记录: who signed in, who failed, what changed about how somebody signs in. Read by administrators, never changed."""

    PERSONAL_DATA: ClassVar = frozenset({"user", "username", "address", "by"})
    PLAIN_DATA: ClassVar = frozenset({"id", "at", "kind"})

    class Kind(models.TextChoices):
        """登录记录的类别."""

        SIGNED_IN = "signed_in", _("登录")
        FAILED = "failed", _("密码不对")
        LOCKED = "locked", _("多次不对，暂停登录")
        CODE_FAILED = "code_failed", _("验证码或密钥不对")
        UNKNOWN = "unknown", _("统一认证的人没有账号")
        PASSWORD_CHANGED = "password_changed", _("本人更换密码")
        PASSWORD_RESET = "password_reset", _("重设密码")
        FACTOR_ADDED = "factor_added", _("启用双重验证")
        FACTOR_REMOVED = "factor_removed", _("停用双重验证")
        FACTOR_TAKEN = "factor_taken", _("管理员解除双重验证")
        CODES_MADE = "codes_made", _("重新生成备用码")
        SESSIONS_ENDED = "sessions_ended", _("结束会话")

    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="sign_in_records")  # None: no account of that name
    username = models.CharField(max_length=60)  # as it was typed
    address = models.GenericIPAddressField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # who did it to the account, if not its owner

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "id"], name="sign_in_by_kind"), models.Index(fields=["username", "id"], name="sign_in_by_name"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.username}"


class Substitution(models.Model):
    """代理: who acts in a post for its holder, from day to day. What is done is done in the capacity of the post, under the substitute's own name."""

    PERSONAL_DATA: ClassVar = frozenset({"person", "authority"})
    PLAIN_DATA: ClassVar = frozenset({"id", "appointment", "from_on", "to_on"})

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="substitutions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutions")
    from_on = models.DateField()
    to_on = models.DateField()  # the last day: nobody acts for another without end
    authority = models.CharField(max_length=120, blank=True)  # the letter or the meeting that says so

    class Meta:
        ordering: ClassVar = ["-from_on", "id"]
        indexes: ClassVar = [models.Index(fields=["person", "from_on", "to_on"], name="substitution_of_day")]
        constraints: ClassVar = [models.CheckConstraint(name="substitution_days_in_order", condition=Q(to_on__gte=models.F("from_on")))]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.appointment_id}"


class Amendment(models.Model):
    """单位人员变更: one change of a unit, a person or a post, with its day, its hand and its moment. It is written once."""

    PERSONAL_DATA: ClassVar = frozenset({"person", "other_person", "recorded_by", "facts"})
    PLAIN_DATA: ClassVar = frozenset({"id", "kind", "unit", "other_unit", "effective_on", "recorded_at"})

    class Kind(models.TextChoices):
        """变更种类."""

        FOUND = "found", _("设立")
        RENAME = "rename", _("更名")
        CORRECT = "correct", _("更正")
        MOVE = "move", _("改变隶属")
        MERGE = "merge", _("并入")
        DISSOLVE = "dissolve", _("撤销")
        REGISTER = "register", _("登记人员")
        APPOINT = "appoint", _("任职")
        END_POST = "end_post", _("卸任")
        SUBSTITUTE = "substitute", _("代理")
        END_SUBSTITUTION = "end_substitution", _("终止代理")

    kind = models.CharField(max_length=20, choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    other_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # above it, or what it merged into
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    other_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # for whom one acts
    effective_on = models.DateField(null=True, blank=True)  # None: a correction, for all days
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # None: the command line
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict)  # what was before and is after, by field

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id or self.person_id}"
