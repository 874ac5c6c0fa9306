"""Tables of the catalogue, of its drafts, and of what is posted."""

import django.core.validators
import django.db.models.deletion
import procedures.models.form
import procedures.models.wall
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("procedures", "0001_initial"),
        ("procedures", "0002_initial"),
        ("procedures", "0004_ordered_by_id"),
        ("procedures", "0005_route_steps"),
        ("procedures", "0007_limit_after_each_pause"),
        ("procedures", "0008_one_stop_counter"),
        ("procedures", "0009_posted_office"),
        ("procedures", "0011_posted_rules_are_fixed"),
        ("procedures", "0012_draft_step"),
        ("procedures", "0014_told_of_walls"),
        ("procedures", "0015_announcement_hours"),
        ("procedures", "0016_told_of_expiry"),
    ]

    initial = True

    dependencies = [
        ("staff", "0002_written_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Field",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                ("slug", models.SlugField(max_length=220, unique=True, verbose_name="slug")),
            ],
            options={
                "verbose_name": "field",
                "verbose_name_plural": "fields",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="LifeEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                ("icon", models.CharField(default="signpost", max_length=40, verbose_name="icon")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "sequence",
                    models.JSONField(blank=True, default=list, verbose_name="procedures in the order of need"),
                ),
            ],
            options={
                "verbose_name": "life event",
                "verbose_name_plural": "life events",
                "ordering": ("position", "name"),
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
                        to="procedures.field",
                        verbose_name="field",
                    ),
                ),
                ("everyday_words", models.JSONField(blank=True, default=list, verbose_name="everyday words")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures_owned",
                        to="staff.official",
                        verbose_name="answers for the content",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                        verbose_name="replaced by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "life_events",
                    models.ManyToManyField(
                        blank=True,
                        related_name="procedures",
                        to="procedures.lifeevent",
                        verbose_name="life events",
                    ),
                ),
            ],
            options={
                "verbose_name": "procedure",
                "verbose_name_plural": "procedures",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Desk",
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
                        related_name="desks",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                (
                    "fields",
                    models.ManyToManyField(
                        blank=True, related_name="desks", to="procedures.field", verbose_name="fields"
                    ),
                ),
            ],
            options={
                "verbose_name": "desk of a counter",
                "verbose_name_plural": "desks of counters",
                "ordering": ("unit", "number"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="desk_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.UniqueConstraint(fields=("unit", "number", "valid_from"), name="desk_number_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="desk_number_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "status",
                    models.CharField(
                        choices=[("published", "published"), ("superseded", "superseded")],
                        default="published",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("name", models.CharField(max_length=500, verbose_name="name")),
                ("full_name", models.TextField(blank=True, verbose_name="full name")),
                ("search_text", models.TextField(blank=True, editable=False, verbose_name="search text")),
                ("sound_text", models.TextField(blank=True, editable=False, verbose_name="search text by sound")),
                (
                    "level_2023",
                    models.CharField(blank=True, max_length=200, verbose_name="level before 1 July 2025"),
                ),
                ("level_now", models.CharField(blank=True, max_length=200, verbose_name="level from 1 July 2025")),
                (
                    "authority_2023",
                    models.CharField(blank=True, max_length=500, verbose_name="authority before 1 July 2025"),
                ),
                (
                    "authority_now",
                    models.CharField(blank=True, max_length=500, verbose_name="authority from 1 July 2025"),
                ),
                ("for_individuals", models.BooleanField(default=True, verbose_name="for individuals")),
                ("for_organisations", models.BooleanField(default=True, verbose_name="for organisations")),
                (
                    "received_at_commune",
                    models.BooleanField(default=False, verbose_name="received at the commune"),
                ),
                (
                    "received_at_district",
                    models.BooleanField(default=False, verbose_name="received at the district"),
                ),
                (
                    "limit_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not yet established"),
                            ("same_day", "on the same day"),
                            ("working_hours", "working hours"),
                            ("working_days", "working days"),
                            ("calendar_days", "calendar days"),
                        ],
                        max_length=16,
                        verbose_name="limit mode",
                    ),
                ),
                ("limit_value", models.PositiveIntegerField(blank=True, null=True, verbose_name="limit value")),
                ("limit_by_channel", models.JSONField(blank=True, default=dict, verbose_name="limit by channel")),
                ("cutoff", models.TimeField(blank=True, null=True, verbose_name="cut-off")),
                ("limit_note", models.TextField(blank=True, verbose_name="note on the limit")),
                (
                    "limit_ground",
                    models.TextField(blank=True, verbose_name="ground of the limit set by the office"),
                ),
                (
                    "limit_set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="limit set by",
                    ),
                ),
                ("sets", models.PositiveSmallIntegerField(default=1, verbose_name="number of sets")),
                ("result", models.TextField(blank=True, verbose_name="result")),
                (
                    "online_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "full online service"),
                            ("partial", "partial online service"),
                            ("counter", "at the counter"),
                            ("counter_post", "at the counter or by post"),
                            ("not_online", "not received over the network"),
                            ("", "not published"),
                        ],
                        max_length=12,
                        verbose_name="online level",
                    ),
                ),
                ("accepts_online", models.BooleanField(default=False, verbose_name="accepts online submissions")),
                ("legal_bases", models.JSONField(blank=True, default=list, verbose_name="legal bases")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                (
                    "sequence",
                    models.JSONField(blank=True, default=list, verbose_name="how it is carried out, step by step"),
                ),
                ("ways", models.JSONField(blank=True, default=dict, verbose_name="how to file, by channel")),
                ("conditions", models.TextField(blank=True, verbose_name="requirements and conditions")),
                (
                    "decision",
                    models.CharField(blank=True, max_length=300, verbose_name="decision that publishes it"),
                ),
                ("change_summary", models.TextField(blank=True, verbose_name="what changed")),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prepared by",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "after_supplement",
                    models.CharField(
                        choices=[
                            ("restart", "counted anew from the complete dossier"),
                            ("resume", "continued where it stopped"),
                        ],
                        default="restart",
                        max_length=10,
                        verbose_name="limit after a supplement",
                    ),
                ),
                (
                    "after_payment",
                    models.CharField(
                        choices=[
                            ("restart", "counted anew from the complete dossier"),
                            ("resume", "continued where it stopped"),
                        ],
                        default="resume",
                        max_length=10,
                        verbose_name="limit after a financial obligation",
                    ),
                ),
                (
                    "after_withdrawal",
                    models.CharField(
                        choices=[
                            ("restart", "counted anew from the complete dossier"),
                            ("resume", "continued where it stopped"),
                        ],
                        default="resume",
                        max_length=10,
                        verbose_name="limit after a withdrawal not granted",
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="published at")),
                ("source_digest", models.CharField(max_length=64, verbose_name="digest of the source")),
                ("source_entry", models.JSONField(default=dict, verbose_name="source entry")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
            ],
            options={
                "verbose_name": "procedure version",
                "verbose_name_plural": "procedure versions",
                "ordering": ("procedure", "-number"),
                "indexes": [
                    models.Index(fields=["name", "id"], name="version_by_name"),
                    models.Index(fields=["valid_from", "valid_to"], name="version_by_validity"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "number"), name="version_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published"), ("valid_to__isnull", True)),
                        fields=("procedure",),
                        name="version_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["published", "superseded"])),
                        name="version_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("limit_mode", ""), ("limit_value__isnull", True)),
                            models.Q(
                                ("limit_mode__in", ["same_day", "working_hours", "working_days", "calendar_days"]),
                                ("limit_value__gte", 0),
                                ("limit_value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="version_limit_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("after_payment__in", ["restart", "resume"]),
                            ("after_supplement__in", ["restart", "resume"]),
                            ("after_withdrawal__in", ["restart", "resume"]),
                        ),
                        name="version_after_pauses_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("online_level__in", ["full", "partial", "counter", "counter_post", "not_online", ""])
                        ),
                        name="version_online_level_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedureversion",
                        verbose_name="version it changes",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="code")),
                ("entry", models.JSONField(default=dict, verbose_name="entry")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("published", "published"),
                            ("discarded", "discarded"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                (
                    "decision",
                    models.CharField(blank=True, max_length=300, verbose_name="decision that publishes it"),
                ),
                ("change_summary", models.TextField(blank=True, max_length=2000, verbose_name="what changes")),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="remark of the reviewer")),
                ("step", models.PositiveIntegerField(default=0, editable=False)),
                ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prepared by",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("updated_at", models.DateTimeField(verbose_name="changed at")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="handed in at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "published",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="procedures.procedureversion",
                        verbose_name="became",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a version",
                "verbose_name_plural": "drafts of versions",
                "ordering": ("-updated_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "in_review")), models.Q(("code", ""), _negated=True)
                        ),
                        fields=("code",),
                        name="draft_one_open_of_a_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published__isnull", False), ("status", "published")),
                            models.Q(
                                models.Q(("status", "published"), _negated=True), ("published__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="draft_published_is_a_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="history",
                        to="procedures.proceduredraft",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("entry", models.JSONField(verbose_name="entry")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "earlier state of a draft",
                "verbose_name_plural": "earlier states of drafts",
                "ordering": ("draft_id", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number"), name="draft_step_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=150, verbose_name="file name")),
                ("rows", models.JSONField(default=list, verbose_name="rows")),
                ("remarks", models.JSONField(default=list, verbose_name="remarks")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken over at")),
            ],
            options={
                "verbose_name": "uploaded catalogue file",
                "verbose_name_plural": "uploaded catalogue files",
                "ordering": ("-uploaded_at",),
            },
        ),
        migrations.CreateModel(
            name="ToldOfExpiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("thing", models.CharField(max_length=64, unique=True, verbose_name="thing and last day")),
                ("told_at", models.DateTimeField(verbose_name="told at")),
            ],
            options={
                "verbose_name": "warning of an end of validity",
                "verbose_name_plural": "warnings of ends of validity",
                "ordering": ("-told_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ProcedureQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                ("question", models.CharField(max_length=300, verbose_name="question")),
                ("answer", models.TextField(max_length=3000, verbose_name="answer")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
            ],
            options={
                "verbose_name": "question and answer",
                "verbose_name_plural": "questions and answers",
                "ordering": ("procedure_id", "position", "id"),
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="term")),
                ("meaning", models.TextField(max_length=600, verbose_name="meaning in plain words")),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="LegalDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=500, unique=True, verbose_name="as it is cited")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                ("replaced_by", models.CharField(blank=True, max_length=500, verbose_name="replaced by")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="full text")),
                (
                    "updated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
            ],
            options={
                "verbose_name": "text of law",
                "verbose_name_plural": "texts of law",
                "ordering": ("title",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="legal_document_period_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fee",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fees",
                        to="procedures.procedureversion",
                        verbose_name="version",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order in the list")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="what it is paid for")),
                (
                    "kind",
                    models.CharField(
                        choices=[("phi", "fee"), ("le_phi", "charge"), ("unspecified", "fee or charge")],
                        default="unspecified",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="amount")),
                ("unit", models.CharField(default="VND", max_length=10, verbose_name="currency")),
                ("by_province", models.BooleanField(default=False, verbose_name="set by the province")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "any channel"),
                            ("counter", "at the counter"),
                            ("online", "online"),
                            ("post", "by post"),
                            ("vneid", "through VNeID"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("per", models.CharField(blank=True, max_length=100, verbose_name="per")),
                ("exemption", models.TextField(blank=True, verbose_name="exemption and reduction")),
                ("ground", models.CharField(blank=True, max_length=300, verbose_name="legal ground")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "fee or charge",
                "verbose_name_plural": "fees and charges",
                "ordering": ("version_id", "position"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                        name="fee_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["phi", "le_phi", "unspecified"])), name="fee_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="fee_period_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("", "counter", "online", "post", "vneid"))),
                        name="fee_channel_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=procedures.models.form.form_name, verbose_name="file"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="file name")),
                ("content_type", models.CharField(max_length=100, verbose_name="kind of file")),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
            ],
            options={
                "verbose_name": "file of a blank form",
                "verbose_name_plural": "files of blank forms",
                "ordering": ("name", "id"),
            },
        ),
        migrations.CreateModel(
            name="BlankForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forms",
                        to="procedures.procedureversion",
                        verbose_name="version",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forms",
                        to="procedures.formfile",
                        verbose_name="file",
                    ),
                ),
                ("paper", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="fills the paper")),
                ("ground", models.CharField(blank=True, max_length=300, verbose_name="issued with")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
            ],
            options={
                "verbose_name": "blank form",
                "verbose_name_plural": "blank forms",
                "ordering": ("version_id", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="blank_form_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="blank_form_period_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostedDocument",
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
                        related_name="posted_documents",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rules", "Rules of the one-stop counter"),
                            ("commitments", "6 to know, 5 not to do, 3 to show"),
                            ("hours", "Remarks on the office hours"),
                            ("reception", "Schedule of citizen reception"),
                            ("hotlines", "Hotlines"),
                            ("other", "Other rules"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body", models.TextField(max_length=20000, verbose_name="text")),
                ("source_document", models.CharField(blank=True, max_length=200, verbose_name="issued with")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="entered at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
            ],
            options={
                "verbose_name": "posted document",
                "verbose_name_plural": "posted documents",
                "ordering": ("unit", "kind", "-valid_from"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="posted_document_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), _negated=True), ("withdrawn_at__isnull", True)
                        ),
                        fields=("unit", "kind", "valid_from"),
                        name="posted_document_one_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "News"),
                            ("hours", "Changed hours"),
                            ("maintenance", "Planned maintenance"),
                            ("warning", "Warning"),
                        ],
                        default="news",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body", models.TextField(blank=True, max_length=10000, verbose_name="text")),
                ("is_pinned", models.BooleanField(default=False, verbose_name="pinned to the top of each page")),
                ("shown_from", models.DateTimeField(verbose_name="shown from")),
                ("shown_to", models.DateTimeField(blank=True, null=True, verbose_name="shown to")),
                ("begins_at", models.DateTimeField(blank=True, null=True, verbose_name="takes place from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="takes place to")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="written at")),
                ("updated_at", models.DateTimeField(verbose_name="changed at")),
            ],
            options={
                "verbose_name": "announcement",
                "verbose_name_plural": "announcements",
                "ordering": ("-shown_from", "-id"),
                "indexes": [models.Index(fields=["shown_from", "shown_to"], name="announcement_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_to__isnull", True), ("shown_to__gt", models.F("shown_from")), _connector="OR"
                        ),
                        name="announcement_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            models.Q(("begins_at__isnull", False), ("ends_at__gt", models.F("begins_at"))),
                            _connector="OR",
                        ),
                        name="announcement_event_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="procedures.procedureversion",
                        verbose_name="version",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order in the list")),
                ("name", models.CharField(max_length=1000, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("submit", "hand in"), ("present", "show only")],
                        default="submit",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("originals", models.PositiveSmallIntegerField(default=0, verbose_name="originals")),
                ("copies", models.PositiveSmallIntegerField(default=0, verbose_name="copies")),
                ("mandatory", models.BooleanField(default=True, verbose_name="always required")),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="only if")),
                (
                    "database",
                    models.CharField(blank=True, max_length=200, verbose_name="replaced by the database"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "required document",
                "verbose_name_plural": "required documents",
                "ordering": ("version_id", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="document_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["submit", "present"])), name="document_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandlingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "receiving_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handling_rules",
                        to="staff.unit",
                        verbose_name="receiving unit",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handling_rules",
                        to="procedures.field",
                        verbose_name="field",
                    ),
                ),
                (
                    "handling_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handled_rules",
                        to="staff.unit",
                        verbose_name="handling unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "handling rule",
                "verbose_name_plural": "handling rules",
                "ordering": ("receiving_unit", "field"),
                "constraints": [
                    models.UniqueConstraint(fields=("receiving_unit", "field"), name="handling_rule_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RouteStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="procedures.procedureversion",
                        verbose_name="version",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                ("name", models.CharField(max_length=200, verbose_name="what is done")),
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
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("counter", "Unit that receives"),
                            ("handling", "Unit that handles"),
                            ("unit", "Another unit"),
                        ],
                        default="handling",
                        max_length=8,
                        verbose_name="place",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("minutes", models.PositiveIntegerField(verbose_name="office minutes")),
            ],
            options={
                "verbose_name": "step of the route",
                "verbose_name_plural": "steps of the route",
                "ordering": ("version_id", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="route_step_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["clerk", "specialist", "leader"])),
                        name="route_step_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", "unit"), ("unit__isnull", False)),
                            models.Q(("place__in", ["counter", "handling"]), ("unit__isnull", True)),
                            _connector="OR",
                        ),
                        name="route_step_place_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="route_step_takes_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostingPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posting_places",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="where it is")),
            ],
            options={
                "verbose_name": "posting place",
                "verbose_name_plural": "posting places",
                "ordering": ("unit", "name"),
                "constraints": [models.UniqueConstraint(fields=("unit", "name"), name="posting_place_name_once")],
            },
        ),
        migrations.CreateModel(
            name="PostedSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="procedures.postingplace",
                        verbose_name="posting place",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("procedure", "One procedure"),
                            ("field", "Procedures of a field"),
                            ("fees", "Fee table"),
                            ("rules", "Posted rules"),
                            ("people", "Phones of officials"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="procedures.field",
                        verbose_name="field",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        choices=[("a3", "A3"), ("a4", "A4")], default="a4", max_length=2, verbose_name="paper"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="entered at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="taken from the list at")),
                ("told_of", models.CharField(blank=True, editable=False, max_length=80)),
            ],
            options={
                "verbose_name": "posted sheet",
                "verbose_name_plural": "posted sheets",
                "ordering": ("place", "kind", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("field__isnull", True), ("kind", "procedure"), ("procedure__isnull", False)),
                            models.Q(("field__isnull", False), ("kind", "field"), ("procedure__isnull", True)),
                            models.Q(("kind", "fees"), ("procedure__isnull", True)),
                            models.Q(
                                ("field__isnull", True),
                                ("kind__in", ("rules", "people")),
                                ("procedure__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="posted_sheet_has_its_subject",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hanging",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hangings",
                        to="procedures.postedsheet",
                        verbose_name="sheet",
                    ),
                ),
                ("content", models.JSONField(verbose_name="content")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("printed_at", models.DateTimeField(verbose_name="printed at")),
                (
                    "hung_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("hung_at", models.DateTimeField(null=True, verbose_name="hung at")),
                (
                    "photo",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=procedures.models.wall.hanging_name,
                        verbose_name="photo of the wall",
                    ),
                ),
            ],
            options={
                "verbose_name": "hanging of a sheet",
                "verbose_name_plural": "hangings of sheets",
                "ordering": ("sheet_id", "-printed_at", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hung_at__isnull", True), ("hung_by__isnull", True)),
                            models.Q(("hung_at__isnull", False), ("hung_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="hanging_by_somebody",
                    )
                ],
            },
        ),
    ]
