"""Tables of the office: units and people, the calendar, messages and policies."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import staff.models.official
import staff.models.unit
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("staff", "0001_initial"),
        ("staff", "0003_sweeprun"),
        ("staff", "0004_unitpolicy_updated_at"),
        ("staff", "0005_code_pattern_checked"),
        ("staff", "0006_office_of_the_promise"),
        ("staff", "0007_delegation_called_off"),
        ("staff", "0008_messages_by_state"),
        ("staff", "0009_one_stop_counter"),
        ("staff", "0010_device_series"),
        ("staff", "0011_public_directory"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="staff.unit",
                        verbose_name="parent unit",
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="unit code")),
                (
                    "agency_code",
                    models.CharField(
                        blank=True,
                        help_text="Agency identifier (Decision 20/2020/QĐ-TTg), e.g. H25.12.03; printed in dossier codes.",
                        max_length=35,
                        verbose_name="agency identifier",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "Province"),
                            ("district", "District"),
                            ("division", "Division of the district"),
                            ("commune", "Commune"),
                            ("township", "Township"),
                            ("ward", "Ward"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("place", models.CharField(max_length=80, verbose_name="place name on the date line")),
                ("hotline", models.CharField(blank=True, max_length=20, verbose_name="hotline")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=255, verbose_name="address")),
                (
                    "letterhead_parent",
                    models.CharField(blank=True, max_length=150, verbose_name="letterhead, upper line"),
                ),
                (
                    "letterhead_name",
                    models.CharField(blank=True, max_length=150, verbose_name="letterhead, lower line"),
                ),
                ("counter_name", models.CharField(blank=True, max_length=150, verbose_name="name of the counter")),
                ("receives_dossiers", models.BooleanField(default=False, verbose_name="has a one-stop counter")),
                (
                    "device_series",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="series of device addresses"
                    ),
                ),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
                "ordering": ("code",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="unit_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "code_pattern",
                    models.CharField(
                        default="{agency}-{yymmdd}-{number:04d}",
                        help_text="Fields: {agency} identifier of the unit, {yymmdd} day of reception, {number:04d}.",
                        max_length=80,
                        validators=[staff.models.unit.check_code_pattern],
                        verbose_name="dossier code pattern",
                    ),
                ),
                (
                    "appointment_rule",
                    models.CharField(
                        choices=[
                            ("day", "Close of business of the last day"),
                            ("hour", "Same hour on the last day"),
                        ],
                        default="day",
                        max_length=4,
                        verbose_name="appointment",
                    ),
                ),
                (
                    "online_clock",
                    models.CharField(
                        choices=[
                            ("acceptance", "From acceptance by the counter"),
                            ("submission", "From the moment the portal recorded the submission"),
                        ],
                        default="acceptance",
                        max_length=10,
                        verbose_name="clock of online dossiers starts",
                    ),
                ),
                (
                    "early_rule",
                    models.CharField(
                        choices=[
                            ("day", "Done on an earlier day than promised"),
                            ("moment", "Done at an earlier moment than promised"),
                        ],
                        default="day",
                        max_length=6,
                        verbose_name="counts as early",
                    ),
                ),
                (
                    "extension_rule",
                    models.CharField(
                        choices=[
                            ("original", "Judged by the appointment before the extension"),
                            ("extended", "Judged by the new appointment"),
                        ],
                        default="original",
                        max_length=8,
                        verbose_name="lateness after an extension",
                    ),
                ),
                (
                    "apology_days",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="draft the apology so many working days before",
                    ),
                ),
                (
                    "stuck_hours",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(80),
                        ],
                        verbose_name="untouched after so many working hours",
                    ),
                ),
                (
                    "collect_message_days",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="uncollected: message after so many days"
                    ),
                ),
                (
                    "collect_call_days",
                    models.PositiveSmallIntegerField(
                        default=7, verbose_name="uncollected: call after so many days"
                    ),
                ),
                (
                    "collect_commune_days",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="uncollected: commune contact after so many days"
                    ),
                ),
                (
                    "booking_minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="length of a bookable slot in minutes",
                    ),
                ),
                (
                    "bookings_per_slot",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="0: nothing can be booked.",
                        verbose_name="citizens who may book one slot",
                    ),
                ),
                (
                    "booking_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="bookable so many days ahead",
                    ),
                ),
                (
                    "vote_seconds",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(300),
                        ],
                        verbose_name="the rating tablet stays open for so many seconds",
                    ),
                ),
                (
                    "vote_least_seconds",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MaxValueValidator(10)],
                        verbose_name="a vote given within so many seconds is set aside",
                    ),
                ),
                ("source_document", models.CharField(blank=True, max_length=200, verbose_name="source document")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "unit policy",
                "verbose_name_plural": "unit policies",
                "ordering": ("unit", "-valid_from"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="unit_policy_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.UniqueConstraint(fields=("unit", "valid_from"), name="unit_policy_one_start"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("collect_call_days__lte", models.F("collect_commune_days")),
                            ("collect_message_days__lte", models.F("collect_call_days")),
                        ),
                        name="unit_policy_collect_in_order",
                        violation_error_message="The steps about uncollected results are not in order.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_accounts",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("bank_name", models.CharField(max_length=100, verbose_name="bank")),
                (
                    "bank_bin",
                    models.CharField(
                        help_text="The six digits of the bank in the NAPAS list, e.g. 970405.",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{6}$", "The bank identification number (BIN) has 6 digits."
                            )
                        ],
                        verbose_name="bank identification number",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        max_length=19,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Z]{4,19}$", "An account number has 4 to 19 digits or capitals."
                            )
                        ],
                        verbose_name="account number",
                    ),
                ),
                ("holder", models.CharField(max_length=100, verbose_name="account holder")),
            ],
            options={
                "verbose_name": "bank account",
                "verbose_name_plural": "bank accounts",
                "ordering": ("unit", "-valid_from"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="bank_account_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.UniqueConstraint(fields=("unit", "valid_from"), name="bank_account_one_start"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("day", models.DateField(unique=True, verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("holiday", "Public holiday"),
                            ("in_lieu", "Day off in lieu"),
                            ("swap_off", "Swapped day off"),
                            ("worked", "Worked Saturday"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("source_document", models.CharField(max_length=200, verbose_name="source document")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "calendar day",
                "verbose_name_plural": "calendar days",
                "ordering": ("day",),
            },
        ),
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="office_hours",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="weekday, Monday = 0")),
                ("opens", models.TimeField(verbose_name="opens")),
                ("closes", models.TimeField(verbose_name="closes")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "office hours",
                "verbose_name_plural": "office hours",
                "ordering": ("unit", "weekday", "opens"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="office_hours_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))), name="office_hours_close_after_open"
                    ),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="office_hours_weekday"),
                    models.UniqueConstraint(
                        fields=("unit", "weekday", "opens", "valid_from"), name="office_hours_no_twin"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Says what the message is about, so that the same message is never written twice.",
                        max_length=160,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "E-mail"), ("sms", "SMS"), ("zalo", "Zalo")],
                        default="email",
                        max_length=5,
                        verbose_name="channel",
                    ),
                ),
                ("event", models.CharField(max_length=40, verbose_name="event")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=40, verbose_name="dossier")),
                ("recipient", models.CharField(max_length=254, verbose_name="recipient")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed, will be tried again"),
                            ("dead", "Given up"),
                            ("cancelled", "Cancelled, no longer true"),
                        ],
                        default="queued",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now, verbose_name="not before")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="claimed at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "provider_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="number at the provider"),
                ),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="delivered at")),
                ("last_error", models.CharField(blank=True, max_length=200, verbose_name="last error")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
            ],
            options={
                "verbose_name": "outgoing message",
                "verbose_name_plural": "outgoing messages",
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(fields=["state", "not_before"], name="message_by_state"),
                    models.Index(fields=["unit", "-created_at"], name="message_by_unit"),
                    models.Index(fields=["reference"], name="message_by_reference"),
                    models.Index(
                        condition=models.Q(("provider_reference", ""), _negated=True),
                        fields=["provider_reference"],
                        name="message_by_provider",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="message_sent_has_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SweepRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("last_started", models.DateTimeField(verbose_name="last started")),
                ("last_finished", models.DateTimeField(blank=True, null=True, verbose_name="last finished")),
                ("last_count", models.PositiveIntegerField(default=0, verbose_name="rows dealt with")),
            ],
            options={
                "verbose_name": "sweep",
                "verbose_name_plural": "sweeps",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                ("full_name", models.CharField(blank=True, max_length=150, verbose_name="full name")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                (
                    "identity_number",
                    models.CharField(blank=True, max_length=12, verbose_name="personal identity number"),
                ),
                ("address", models.CharField(blank=True, max_length=255, verbose_name="address")),
                (
                    "tell_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "By e-mail"),
                            ("sms", "By SMS"),
                            ("zalo", "By Zalo"),
                            ("none", "Not at all: I follow it myself"),
                        ],
                        max_length=5,
                        verbose_name="to be told by",
                    ),
                ),
                (
                    "tell_by_chosen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="consent given at"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
                ("action", models.CharField(max_length=60, verbose_name="action")),
                ("target", models.CharField(blank=True, max_length=120, verbose_name="target")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="network address")),
                ("detail", models.JSONField(default=dict, verbose_name="detail")),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["target", "-at"], name="audit_by_target")],
            },
        ),
        migrations.CreateModel(
            name="Official",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                ("post", models.CharField(max_length=120, verbose_name="post")),
                ("public_phone", models.CharField(blank=True, max_length=20, verbose_name="public phone")),
                ("public_email", models.EmailField(blank=True, max_length=254, verbose_name="public e-mail")),
                ("duties", models.CharField(blank=True, max_length=300, verbose_name="answers for")),
                ("is_listed", models.BooleanField(default=True, verbose_name="stands in the public directory")),
                (
                    "directory_order",
                    models.PositiveSmallIntegerField(default=100, verbose_name="order in the directory"),
                ),
                (
                    "photo",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=staff.models.official.photo_name,
                        verbose_name="photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "official",
                "verbose_name_plural": "officials",
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("clerk", "Counter clerk"),
                            ("specialist", "Specialist"),
                            ("leader", "Leader"),
                            ("manager", "Manager"),
                            ("admin", "IT officer"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="assignment_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.UniqueConstraint(
                        fields=("official", "unit", "role", "valid_from"), name="assignment_no_twin"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("slot", models.CharField(max_length=200, verbose_name="where the key lies")),
                ("subject", models.CharField(max_length=200, verbose_name="holder on the certificate")),
                ("issuer", models.CharField(max_length=200, verbose_name="issued by")),
                ("serial", models.CharField(max_length=64, verbose_name="certificate number")),
                ("not_before", models.DateTimeField(verbose_name="valid from")),
                ("not_after", models.DateTimeField(verbose_name="valid to")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
            ],
            options={
                "verbose_name": "signing certificate",
                "verbose_name_plural": "signing certificates",
                "ordering": ("-not_before", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("official__isnull", True), ("unit__isnull", True), _connector="XOR"),
                        name="certificate_of_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("not_after__gt", models.F("not_before"))),
                        name="certificate_period_in_order",
                    ),
                    models.UniqueConstraint(fields=("issuer", "serial"), name="certificate_serial_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to="staff.official",
                        verbose_name="absent official",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputyships",
                        to="staff.official",
                        verbose_name="deputy",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No mark (work only)"),
                            ("KT.", "KT. (deputy signs for the head)"),
                            ("TL.", "TL. (signs by order)"),
                            ("TUQ.", "TUQ. (signs by authorisation)"),
                        ],
                        max_length=4,
                        verbose_name="mark before the signature",
                    ),
                ),
                ("document", models.CharField(max_length=200, verbose_name="document")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("called_off_at", models.DateTimeField(blank=True, null=True, verbose_name="called off at")),
            ],
            options={
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
                "ordering": ("-valid_from", "-pk"),
                "indexes": [models.Index(fields=["deputy", "valid_from"], name="delegation_by_deputy")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="delegation_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("official", models.F("deputy")), _negated=True),
                        name="delegation_to_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("called_off_at__isnull", True)),
                        fields=("official", "unit", "valid_from"),
                        name="delegation_one_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="list_layouts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("list_name", models.CharField(max_length=20, verbose_name="list")),
                ("columns", models.JSONField(default=list, verbose_name="columns")),
            ],
            options={
                "verbose_name": "layout of a list",
                "verbose_name_plural": "layouts of lists",
                "constraints": [models.UniqueConstraint(fields=("user", "list_name"), name="list_layout_once")],
            },
        ),
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="message_templates",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("event", models.CharField(max_length=40, verbose_name="event")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "E-mail"), ("sms", "SMS"), ("zalo", "Zalo")],
                        max_length=5,
                        verbose_name="channel",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Tiếng Việt"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                ("body", models.TextField(max_length=4000, verbose_name="text")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "updated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "message template",
                "verbose_name_plural": "message templates",
                "ordering": ("event", "channel", "language"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "event", "channel", "language"), name="message_template_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderPreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "official",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_preference",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("digest", "One message when the office opens"),
                            ("at_once", "Each as it comes, outside quiet hours"),
                        ],
                        default="digest",
                        max_length=7,
                        verbose_name="reminders",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "E-mail"), ("sms", "SMS"), ("zalo", "Zalo")],
                        default="email",
                        max_length=5,
                        verbose_name="channel",
                    ),
                ),
                ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                ("quiet_to", models.TimeField(blank=True, null=True, verbose_name="quiet to")),
                ("most_a_day", models.PositiveSmallIntegerField(default=10, verbose_name="at most a day")),
            ],
            options={
                "verbose_name": "reminder preference",
                "verbose_name_plural": "reminder preferences",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("most_a_day__gte", 1)), name="reminder_preference_some"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from__isnull", True), ("quiet_to__isnull", True)),
                            models.Q(("quiet_from__isnull", False), ("quiet_to__isnull", False)),
                            _connector="OR",
                        ),
                        name="reminder_preference_quiet_both",
                    ),
                ],
            },
        ),
    ]
