"""Tables of dossiers, of their promise and their papers, and of the counter."""

import django.db.models.deletion
import django.db.models.expressions
import dossiers.models.attachment
import dossiers.models.custody
import dossiers.models.dossier
import dossiers.models.signature
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("dossiers", "0001_initial"),
        ("dossiers", "0003_idempotency_by_reference"),
        ("dossiers", "0004_ordered_by_id"),
        ("dossiers", "0005_by_phone"),
        ("dossiers", "0006_promise_route_papers"),
        ("dossiers", "0007_fill_promise_and_codes"),
        ("dossiers", "0008_judged_and_coded"),
        ("dossiers", "0010_acts_about_others"),
        ("dossiers", "0011_legs_of_open_dossiers"),
        ("dossiers", "0012_dossiers_by_state"),
        ("dossiers", "0013_files_with_answers"),
        ("dossiers", "0014_one_stop_counter"),
        ("dossiers", "0018_observed_time"),
    ]

    initial = True

    dependencies = [
        ("procedures", "0003_findable"),
        ("staff", "0002_written_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "reference",
                    models.CharField(
                        default=dossiers.models.dossier.new_reference,
                        max_length=14,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, max_length=40, null=True, unique=True, verbose_name="dossier code"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="procedures.procedureversion",
                        verbose_name="procedure",
                    ),
                ),
                (
                    "receiving_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_dossiers",
                        to="staff.unit",
                        verbose_name="receiving unit",
                    ),
                ),
                (
                    "handling_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handled_dossiers",
                        to="staff.unit",
                        verbose_name="handling unit",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("counter", "At the counter"),
                            ("online", "Online"),
                            ("post", "By post"),
                            ("vneid", "VNeID"),
                        ],
                        max_length=7,
                        verbose_name="filed",
                    ),
                ),
                (
                    "state",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Draft"),
                            (1, "Newly submitted"),
                            (2, "Received"),
                            (3, "Not received"),
                            (4, "In process"),
                            (5, "Supplement requested"),
                            (6, "Financial obligation requested"),
                            (7, "Withdrawal requested by the citizen"),
                            (8, "Processing stopped"),
                            (9, "Result ready"),
                            (10, "Result returned"),
                        ],
                        default=0,
                        verbose_name="state",
                    ),
                ),
                ("lock_version", models.PositiveIntegerField(default=0)),
                (
                    "applicant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account of the applicant",
                    ),
                ),
                (
                    "applicant_kind",
                    models.CharField(
                        choices=[("person", "Person"), ("organisation", "Organisation")],
                        default="person",
                        max_length=12,
                        verbose_name="applicant",
                    ),
                ),
                ("applicant_name", models.CharField(blank=True, max_length=150, verbose_name="full name")),
                ("identity_number", models.CharField(blank=True, max_length=14, verbose_name="identity number")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=255, verbose_name="address")),
                ("request", models.CharField(blank=True, max_length=500, verbose_name="what is asked for")),
                ("sets", models.PositiveSmallIntegerField(default=1, verbose_name="number of sets")),
                (
                    "delivery",
                    models.CharField(
                        choices=[("counter", "At the counter"), ("post", "By public post"), ("online", "Online")],
                        default="counter",
                        max_length=7,
                        verbose_name="result to be received",
                    ),
                ),
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
                    "language",
                    models.CharField(
                        choices=[("vi", "Tiếng Việt"), ("en", "English")],
                        default="vi",
                        max_length=2,
                        verbose_name="language of messages",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("search_text", models.CharField(blank=True, editable=False, max_length=400)),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="received at")),
                ("promised_at", models.DateTimeField(blank=True, null=True, verbose_name="first promised for")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="promised for")),
                ("judged_due_at", models.DateTimeField(blank=True, null=True, verbose_name="judged by")),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="result ready at")),
                ("resolved_on", models.DateField(blank=True, null=True, verbose_name="result ready on")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("early", "Early"), ("on_time", "On time"), ("late", "Late")],
                        max_length=7,
                        verbose_name="kept its promise",
                    ),
                ),
                (
                    "minutes_late",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="office minutes late"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="dossiers.dossier",
                        verbose_name="parent dossier",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="received by",
                    ),
                ),
                (
                    "specialist",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="specialist",
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier",
                "verbose_name_plural": "dossiers",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["receiving_unit", "state", "due_at"], name="dossier_counter_list"),
                    models.Index(fields=["handling_unit", "state", "due_at"], name="dossier_handling_list"),
                    models.Index(fields=["receiving_unit", "-received_at"], name="dossier_unit_newest"),
                    models.Index(fields=["state", "due_at"], name="dossier_by_state"),
                    models.Index(fields=["receiving_unit", "resolved_on", "verdict"], name="dossier_figures"),
                    models.Index(fields=["identity_number"], name="dossier_by_identity"),
                    models.Index(fields=["phone"], name="dossier_by_phone"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("state__lte", 10)), name="dossier_state_known"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_at__isnull", True),
                            models.Q(
                                ("code__isnull", False),
                                ("due_at__isnull", False),
                                ("judged_due_at__isnull", False),
                                ("promised_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_received_has_code_and_promise",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", [2, 4, 6, 9, 10]), _negated=True),
                            ("received_at__isnull", False),
                            _connector="OR",
                        ),
                        name="dossier_under_way_was_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", [9, 10]), _negated=True),
                            models.Q(
                                ("resolved_at__isnull", False),
                                ("resolved_on__isnull", False),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_resolved_has_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_at__isnull", True), ("due_at__gt", models.F("received_at")), _connector="OR"
                        ),
                        name="dossier_due_after_reception",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_documents",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("01", "Receipt and appointment for the result"),
                            ("02", "Request for a supplement"),
                            ("03", "Refusal to receive the dossier"),
                            ("04", "Apology and new appointment"),
                            ("05", "Notice that processing is stopped"),
                            ("06", "Control sheet"),
                            ("kq", "Result of the procedure"),
                            ("slip", "Result slip"),
                        ],
                        max_length=4,
                        verbose_name="form",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="number")),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                ("content", models.JSONField(verbose_name="content")),
                (
                    "verification_code",
                    models.CharField(
                        default=dossiers.models.dossier.new_reference,
                        max_length=14,
                        unique=True,
                        verbose_name="verification code",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="dossiers.issueddocument",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason of the correction"),
                ),
            ],
            options={
                "verbose_name": "issued document",
                "verbose_name_plural": "issued documents",
                "ordering": ("issued_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CodeCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.unit"
                    ),
                ),
                ("series", models.CharField(max_length=10)),
                ("since", models.DateField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("unit", "series", "since"), name="counter_once")],
            },
        ),
        migrations.CreateModel(
            name="Apology",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="apologies",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafted", "Drafted"),
                            ("sent", "Sent"),
                            ("withdrawn", "Withdrawn, the result came in time"),
                        ],
                        default="drafted",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="promise about to break")),
                ("cause", models.CharField(max_length=1000, verbose_name="cause")),
                ("extra_days", models.PositiveSmallIntegerField(verbose_name="working days more")),
                ("new_due_at", models.DateTimeField(verbose_name="new appointment")),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                ("is_late", models.BooleanField(default=False, verbose_name="apologised too late")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="apology",
                        to="dossiers.issueddocument",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "apology",
                "verbose_name_plural": "apologies",
                "ordering": ("drafted_at", "pk"),
                "indexes": [models.Index(fields=["status", "due_at"], name="apology_by_status")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["drafted", "sent"])),
                        fields=("dossier",),
                        name="apology_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "sent"), _negated=True),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="apology_sent_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("extra_days__gte", 1), ("extra_days__lte", 60)),
                        name="apology_extra_days_bounded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("new_due_at__gt", models.F("due_at"))), name="apology_moves_later"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedureversion",
                        verbose_name="procedure",
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("applicant_name", models.CharField(blank=True, max_length=150, verbose_name="full name")),
                ("content", models.JSONField(verbose_name="as typed")),
                ("saved_at", models.DateTimeField(verbose_name="saved at")),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "unfinished intake",
                "verbose_name_plural": "unfinished intakes",
                "ordering": ("-saved_at", "-pk"),
                "indexes": [models.Index(fields=["unit", "-saved_at"], name="intake_draft_by_unit")],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("seen_at", models.DateTimeField(verbose_name="seen at")),
            ],
            options={
                "verbose_name": "person looking at a dossier",
                "verbose_name_plural": "people looking at dossiers",
                "constraints": [models.UniqueConstraint(fields=("dossier", "user"), name="presence_once")],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="staff.unit",
                        verbose_name="unit asked",
                    ),
                ),
                ("question", models.CharField(max_length=2000, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="to be answered by")),
                ("answer", models.CharField(blank=True, max_length=4000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
            ],
            options={
                "verbose_name": "opinion",
                "verbose_name_plural": "opinions",
                "ordering": ("asked_at", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=["unit", "due_at"],
                        name="opinion_open_by_unit",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))), name="opinion_due_after_question"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="opinion_answered_in_words",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("dossier", "unit"),
                        name="opinion_one_open_per_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "required_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.requireddocument",
                        verbose_name="required document",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="dossiers.opinion",
                        verbose_name="opinion",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paper", "Paper of the dossier"),
                            ("supplement", "Supplement"),
                            ("result", "Result"),
                            ("opinion", "Opinion of another unit"),
                        ],
                        default="paper",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=dossiers.models.attachment.stored_name, verbose_name="file"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=80, verbose_name="type")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="superseded at")),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.desk",
                        verbose_name="desk",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("opening_cash", models.BigIntegerField(default=0, verbose_name="cash at opening")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("expected_cash", models.BigIntegerField(blank=True, null=True, verbose_name="cash expected")),
                ("counted_cash", models.BigIntegerField(blank=True, null=True, verbose_name="cash counted")),
                (
                    "gap_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="explanation of the gap"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note for the next shift")),
                ("content", models.JSONField(blank=True, default=dict, verbose_name="content of the sheet")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="accepted by",
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
            ],
            options={
                "verbose_name": "shift",
                "verbose_name_plural": "shifts",
                "ordering": ("-opened_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("official", "unit"),
                        name="shift_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(
                                ("closed_at__gte", models.F("opened_at")),
                                ("counted_cash__isnull", False),
                                ("expected_cash__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="shift_closed_is_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("counted_cash", models.F("expected_cash")),
                            models.Q(("gap_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="shift_gap_is_explained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opening_cash__gte", 0),
                            models.Q(("counted_cash__isnull", True), ("counted_cash__gte", 0), _connector="OR"),
                        ),
                        name="shift_cash_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_receipts",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="dossiers.shift",
                        verbose_name="shift",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_receipts",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("payer", models.CharField(max_length=150, verbose_name="paid by")),
                ("amount", models.BigIntegerField(verbose_name="amount in VND")),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "Cash"), ("transfer", "Bank transfer")],
                        max_length=8,
                        verbose_name="method",
                    ),
                ),
                (
                    "transfer_reference",
                    models.CharField(blank=True, max_length=60, verbose_name="reference of the transfer"),
                ),
                ("content", models.JSONField(verbose_name="content")),
                (
                    "verification_code",
                    models.CharField(default=dossiers.models.dossier.new_reference, max_length=14, unique=True),
                ),
                ("collected_at", models.DateTimeField(verbose_name="collected at")),
                (
                    "collected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="collected by",
                    ),
                ),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="voided at")),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="voided by",
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason of the voiding"),
                ),
            ],
            options={
                "verbose_name": "fee receipt",
                "verbose_name_plural": "fee receipts",
                "ordering": ("-collected_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "number"), name="fee_receipt_number_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="fee_receipt_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)
                            ),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="fee_receipt_voided_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "fee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.fee",
                        verbose_name="posted fee",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phi", "fee"), ("le_phi", "charge"), ("unspecified", "fee or charge")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("unit_amount", models.BigIntegerField(verbose_name="amount of one")),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="quantity")),
                (
                    "exemption",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("full", "Exempt"), ("partial", "Reduced")],
                        max_length=7,
                        verbose_name="exemption",
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=300, verbose_name="ground of the exemption")),
                ("amount", models.BigIntegerField(verbose_name="amount due")),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="dossiers.feereceipt",
                        verbose_name="receipt",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "fee or charge of a dossier",
                "verbose_name_plural": "fees and charges of dossiers",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("quantity__gte", 1), ("unit_amount__gte", 0)),
                        name="charge_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("unit_amount"), "*", models.F("quantity")
                                ),
                            )
                        ),
                        name="charge_not_above_the_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "amount",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("unit_amount"), "*", models.F("quantity")
                                    ),
                                ),
                                ("exemption", ""),
                            ),
                            models.Q(
                                ("amount", 0), ("exemption", "full"), models.Q(("ground", ""), _negated=True)
                            ),
                            models.Q(("exemption", "partial"), models.Q(("ground", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="charge_exempt_with_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("supplement", "Waiting for a supplement"),
                            ("payment", "Waiting for a financial obligation"),
                            ("withdrawal", "Withdrawal being decided"),
                        ],
                        max_length=10,
                        verbose_name="ground",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[("restart", "The time limit starts again"), ("resume", "The time limit goes on")],
                        max_length=7,
                        verbose_name="afterwards",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="from")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ("started_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="pause_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("dossier", "ground"),
                        name="pause_one_open_per_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promise_moves",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("old_due_at", models.DateTimeField(null=True, verbose_name="from")),
                ("new_due_at", models.DateTimeField(verbose_name="to")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("received", "Dossier received"),
                            ("supplement", "Supplement handed in"),
                            ("payment", "Financial obligation fulfilled"),
                            ("withdrawal", "Withdrawal not granted"),
                            ("calendar", "Working calendar changed"),
                            ("extension", "Apology and new appointment"),
                            ("override", "Set by decision of the head"),
                        ],
                        max_length=10,
                        verbose_name="ground",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "move of the promise",
                "verbose_name_plural": "moves of the promise",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("due_at", models.DateTimeField(verbose_name="promised for")),
                ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                ("document", models.CharField(max_length=200, verbose_name="document")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "appointment by decision",
                "verbose_name_plural": "appointments by decision",
                "ordering": ("at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("at"))), name="override_due_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("document", ""), _negated=True)
                        ),
                        name="override_has_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CounterTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call_late", "Call: late a second time"),
                            ("call_uncollected", "Call: the result waits to be collected"),
                            ("call_unreached", "Call: a message could not be delivered"),
                            ("commune_contact", "Ask the commune or village contact to pass on the news"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("about", models.DateTimeField(verbose_name="about the moment")),
                ("planned_at", models.DateTimeField(verbose_name="planned at")),
                ("due_at", models.DateTimeField(verbose_name="to be done by")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="done by",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Told in person"),
                            ("no_answer", "No answer"),
                            ("wrong_number", "Wrong number"),
                            ("passed_on", "Passed on through somebody else"),
                            ("not_needed", "No longer needed"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
            ],
            options={
                "verbose_name": "task of the counter",
                "verbose_name_plural": "tasks of the counter",
                "ordering": ("due_at", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["due_at"], name="counter_task_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "kind", "about"), name="counter_task_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("outcome", "")),
                            models.Q(("done_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="counter_task_done_has_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "required_document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.requireddocument",
                        verbose_name="required document",
                    ),
                ),
                ("name", models.CharField(max_length=1000, verbose_name="name")),
                ("originals", models.PositiveSmallIntegerField(default=0, verbose_name="originals")),
                ("copies", models.PositiveSmallIntegerField(default=0, verbose_name="copies")),
                ("is_shown_only", models.BooleanField(default=False, verbose_name="shown, not handed in")),
                ("fault", models.CharField(blank=True, max_length=300, verbose_name="why it does not pass")),
            ],
            options={
                "verbose_name": "paper",
                "verbose_name_plural": "papers",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Principal",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="principal",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="full name")),
                ("identity_number", models.CharField(blank=True, max_length=14, verbose_name="identity number")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=255, verbose_name="address")),
                ("authorisation", models.CharField(max_length=200, verbose_name="authorisation paper")),
            ],
            options={
                "verbose_name": "authorising person",
                "verbose_name_plural": "authorising persons",
            },
        ),
        migrations.CreateModel(
            name="DrawnSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=150, verbose_name="full name")),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=dossiers.models.custody.drawn_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="signed at")),
            ],
            options={
                "verbose_name": "drawn signature",
                "verbose_name_plural": "drawn signatures",
            },
        ),
        migrations.CreateModel(
            name="KeptOriginal",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept",
                        to="dossiers.dossierpaper",
                        verbose_name="paper",
                    ),
                ),
                ("name", models.CharField(max_length=1000, verbose_name="name")),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="number of originals")),
                ("shelf", models.CharField(max_length=20, verbose_name="shelf code")),
                ("kept_at", models.DateTimeField(verbose_name="kept since")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="taken by",
                    ),
                ),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="returned at")),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="returned by",
                    ),
                ),
                ("returned_to", models.CharField(blank=True, max_length=150, verbose_name="returned to")),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.drawnsignature",
                        verbose_name="signature",
                    ),
                ),
            ],
            options={
                "verbose_name": "original kept",
                "verbose_name_plural": "originals kept",
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["dossier", "returned_at"], name="original_by_dossier")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1), models.Q(("shelf", ""), _negated=True)),
                        name="original_lies_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_at__isnull", True),
                            models.Q(("returned_by__isnull", False), models.Q(("returned_to", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="original_returned_to_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustodyMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="dossiers.keptoriginal",
                        verbose_name="original kept",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kept", "Taken into keeping"),
                            ("moved", "Moved to another shelf"),
                            ("lent", "Given to the division"),
                            ("back", "Back from the division"),
                            ("returned", "Returned to the citizen"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="place")),
            ],
            options={
                "verbose_name": "custody line",
                "verbose_name_plural": "custody lines",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collection",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="handed over by",
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        choices=[
                            ("receipt", "Receipt"),
                            ("identity", "Identity paper; the receipt is lost"),
                            ("authorised", "Authorisation"),
                        ],
                        max_length=10,
                        verbose_name="shown",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="collected by")),
                ("identity_number", models.CharField(blank=True, max_length=14, verbose_name="identity number")),
                (
                    "authorisation",
                    models.CharField(blank=True, max_length=200, verbose_name="authorisation paper"),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.drawnsignature",
                        verbose_name="signature",
                    ),
                ),
            ],
            options={
                "verbose_name": "collection of a result",
                "verbose_name_plural": "collections of results",
                "ordering": ("-at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proof", "receipt"),
                            models.Q(("proof", "identity"), models.Q(("identity_number", ""), _negated=True)),
                            models.Q(("proof", "authorised"), models.Q(("authorisation", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="collection_is_proven",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverSlip",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("dossiers", "Dossiers to a division"), ("results", "Results to the counter")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "from_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips_given",
                        to="staff.unit",
                        verbose_name="handed over by unit",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips_received",
                        to="staff.unit",
                        verbose_name="received by unit",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="handed over by",
                    ),
                ),
                ("handed_at", models.DateTimeField(verbose_name="handed over at")),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="received by",
                    ),
                ),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="received at")),
                (
                    "received_signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.drawnsignature",
                        verbose_name="signature",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("content", models.JSONField(verbose_name="content")),
            ],
            options={
                "verbose_name": "hand-over slip",
                "verbose_name_plural": "hand-over slips",
                "ordering": ("-handed_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("from_unit", "year", "number"), name="slip_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_at__isnull", True), ("received_by__isnull", True)),
                            models.Q(("received_at__isnull", False), ("received_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="slip_received_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="dossiers.handoverslip",
                        verbose_name="slip",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slip_lines",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("is_missing", models.BooleanField(default=False, verbose_name="not found at reception")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="remark")),
            ],
            options={
                "verbose_name": "line of a hand-over slip",
                "verbose_name_plural": "lines of hand-over slips",
                "ordering": ("slip", "position"),
                "constraints": [models.UniqueConstraint(fields=("slip", "dossier"), name="slip_line_once")],
            },
        ),
        migrations.AddField(
            model_name="handoverslip",
            name="dossiers",
            field=models.ManyToManyField(
                related_name="slips",
                through="dossiers.HandoverLine",
                to="dossiers.dossier",
                verbose_name="dossiers",
            ),
        ),
        migrations.CreateModel(
            name="DossierEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("submit", "Submit"),
                            ("receive", "Receive"),
                            ("refuse", "Refuse"),
                            ("request_supplement", "Request a supplement"),
                            ("supply", "Hand in the supplement"),
                            ("resume", "Accept the supplement"),
                            ("forward", "Forward for processing"),
                            ("take", "Take the dossier"),
                            ("request_payment", "Request the financial obligation"),
                            ("confirm_payment", "Confirm the payment"),
                            ("propose", "Propose the result"),
                            ("send_back", "Send back"),
                            ("sign", "Sign the result"),
                            ("return", "Return the result"),
                            ("withdraw", "Ask to withdraw"),
                            ("continue", "Continue processing"),
                            ("stop", "Stop processing"),
                            ("hand_on", "Hand on to the next step"),
                            ("give_back", "Give back to the step before"),
                            ("pull", "Pull back"),
                            ("reassign", "Assign to another official"),
                            ("ask_opinion", "Ask for an opinion"),
                            ("give_opinion", "Give the opinion"),
                            ("drop_opinion", "Withdraw the question"),
                            ("link", "Open a linked dossier"),
                            ("linked_result", "The linked dossier is done"),
                            ("extend", "Apologise and make a new appointment"),
                            ("override", "Set the appointment by decision"),
                            ("correct", "Correct the reception"),
                            ("collect_fee", "Fees collected"),
                            ("void_fee", "Fee receipt voided"),
                        ],
                        max_length=20,
                        verbose_name="act",
                    ),
                ),
                (
                    "from_state",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Draft"),
                            (1, "Newly submitted"),
                            (2, "Received"),
                            (3, "Not received"),
                            (4, "In process"),
                            (5, "Supplement requested"),
                            (6, "Financial obligation requested"),
                            (7, "Withdrawal requested by the citizen"),
                            (8, "Processing stopped"),
                            (9, "Result ready"),
                            (10, "Result returned"),
                        ],
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Draft"),
                            (1, "Newly submitted"),
                            (2, "Received"),
                            (3, "Not received"),
                            (4, "In process"),
                            (5, "Supplement requested"),
                            (6, "Financial obligation requested"),
                            (7, "Withdrawal requested by the citizen"),
                            (8, "Processing stopped"),
                            (9, "Result ready"),
                            (10, "Result returned"),
                        ],
                        verbose_name="to",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "by_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("clerk", "Counter clerk"),
                            ("specialist", "Specialist"),
                            ("leader", "Leader"),
                            ("manager", "Manager"),
                            ("admin", "IT officer"),
                            ("citizen", "Citizen"),
                        ],
                        max_length=10,
                        verbose_name="as",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.delegation",
                        verbose_name="under delegation",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                ("detail", models.JSONField(default=dict, verbose_name="detail")),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ("at", "pk"),
                "indexes": [models.Index(fields=["dossier", "at"], name="event_by_dossier")],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("reference", models.CharField(max_length=14)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once")],
            },
        ),
        migrations.CreateModel(
            name="Leg",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.routestep",
                        verbose_name="step of the route",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="step")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
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
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                ("minutes", models.PositiveIntegerField(verbose_name="allotted office minutes")),
                ("given_at", models.DateTimeField(verbose_name="handed over at")),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed over by",
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="to be done by")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done"),
                            ("given_back", "Given back"),
                            ("pulled", "Pulled back"),
                            ("reassigned", "Assigned to somebody else"),
                            ("closed", "Closed with the dossier"),
                        ],
                        max_length=10,
                        verbose_name="ended",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("early", "Early"), ("on_time", "On time"), ("late", "Late")],
                        max_length=7,
                        verbose_name="kept its time",
                    ),
                ),
                ("minutes_late", models.PositiveIntegerField(default=0, verbose_name="office minutes late")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="note")),
            ],
            options={
                "verbose_name": "leg",
                "verbose_name_plural": "legs",
                "ordering": ("dossier_id", "position"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["unit", "due_at"],
                        name="leg_open_by_unit",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["holder", "due_at"],
                        name="leg_open_by_holder",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "position"), name="leg_position_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("dossier",), name="leg_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ending", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ending", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="leg_ended_somehow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("given_at")), _connector="OR"
                        ),
                        name="leg_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            ("accepted_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="leg_accepted_after_given",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LatenessShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lateness",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("minutes", models.PositiveIntegerField(verbose_name="office minutes late")),
            ],
            options={
                "verbose_name": "share of a lateness",
                "verbose_name_plural": "shares of a lateness",
                "ordering": ("dossier_id", "-minutes"),
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "unit"), name="lateness_share_once"),
                    models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="lateness_share_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObservedTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "procedure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observed",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
                ("dossiers", models.PositiveIntegerField(verbose_name="dossiers")),
                ("median_minutes", models.PositiveIntegerField(verbose_name="half were ready within")),
                ("ninth_minutes", models.PositiveIntegerField(verbose_name="nine in ten were ready within")),
                ("reckoned_at", models.DateTimeField(verbose_name="worked out at")),
            ],
            options={
                "verbose_name": "observed time",
                "verbose_name_plural": "observed times",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("median_minutes__lte", models.F("ninth_minutes"))),
                        name="observed_time_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="by",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("granted", "Eligible: issue the result"),
                            ("denied", "Not eligible: reply in writing with the reason"),
                        ],
                        max_length=7,
                        verbose_name="outcome",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="result or reason")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "Signed"),
                            ("sent_back", "Sent back"),
                            ("dropped", "Dropped, the dossier went another way"),
                        ],
                        max_length=9,
                        verbose_name="decision",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="decided by",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=1000, verbose_name="comment")),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "")), fields=("dossier",), name="proposal_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision", ""), ("decided_at__isnull", False), _connector="OR"),
                        name="proposal_decided_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "code",
                    models.CharField(
                        default=dossiers.models.dossier.new_reference,
                        max_length=14,
                        unique=True,
                        verbose_name="booking code",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                        verbose_name="procedure",
                    ),
                ),
                ("slot_at", models.DateTimeField(verbose_name="time")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the slot")),
                ("name", models.CharField(max_length=150, verbose_name="full name")),
                ("phone", models.CharField(max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled at")),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "bookings",
                "ordering": ("slot_at", "pk"),
                "indexes": [models.Index(fields=["unit", "slot_at"], name="booking_by_slot")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("unit", "slot_at", "place"),
                        name="booking_place_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="staff.unit",
                        verbose_name="unit",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "token",
                    models.CharField(default=dossiers.models.dossier.new_reference, max_length=14, unique=True),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("receive", "Hand in a dossier"),
                            ("collect", "Collect a result"),
                            ("ask", "Ask and be guided"),
                        ],
                        max_length=7,
                        verbose_name="service",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.field",
                        verbose_name="field",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No priority"),
                            ("elderly", "Elderly"),
                            ("disabled", "Person with a disability"),
                            ("pregnant", "Pregnant or with a small child"),
                            ("merit", "Person of merit"),
                        ],
                        max_length=8,
                        verbose_name="priority",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("kiosk", "Kiosk"), ("booking", "Online booking"), ("clerk", "Counter")],
                        max_length=7,
                        verbose_name="taken at",
                    ),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticket",
                        to="dossiers.booking",
                        verbose_name="booking",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("called", "Called"),
                            ("serving", "Being served"),
                            ("done", "Served"),
                            ("absent", "Did not come"),
                            ("left", "Left unserved"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("ranked_at", models.DateTimeField(verbose_name="in the queue since")),
                (
                    "wanted_desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.desk",
                        verbose_name="desk it was sent to",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="procedures.desk",
                        verbose_name="desk",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="last called at")),
                ("calls", models.PositiveSmallIntegerField(default=0, verbose_name="times called")),
                ("served_at", models.DateTimeField(blank=True, null=True, verbose_name="service began at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="service ended at")),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "queue ticket",
                "verbose_name_plural": "queue tickets",
                "ordering": ("day", "number"),
                "indexes": [models.Index(fields=["unit", "day", "state", "ranked_at"], name="ticket_waiting")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "day", "number"), name="ticket_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["called", "serving"])),
                        fields=("desk",),
                        name="ticket_one_at_a_desk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["called", "serving"]), _negated=True),
                            models.Q(
                                ("called_at__isnull", False), ("desk__isnull", False), ("official__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="ticket_called_to_a_desk",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("quarter_left", "A quarter of the time is left"),
                            ("one_day_left", "One working day is left"),
                            ("step_late", "A step is overdue"),
                            ("late", "The dossier is overdue"),
                            ("apology_drafted", "An apology waits to be sent"),
                            ("untouched", "Received, but nobody has begun"),
                            ("unopened", "Handed over, but not accepted"),
                            ("opinion_asked", "An opinion is asked of your unit"),
                            ("opinion_due", "An opinion is overdue"),
                            ("uncollected", "A result has not been collected"),
                        ],
                        max_length=16,
                        verbose_name="rule",
                    ),
                ),
                ("about", models.DateTimeField(verbose_name="about the moment")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                ("role", models.CharField(max_length=10, verbose_name="as")),
                ("planned_at", models.DateTimeField(verbose_name="planned at")),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reminders",
                        to="staff.message",
                        verbose_name="message",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ("pk",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("message__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=["official", "planned_at"],
                        name="reminder_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "rule", "about", "official"), name="reminder_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "issued_document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="dossiers.issueddocument",
                        verbose_name="issued document",
                    ),
                ),
                (
                    "attachment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="dossiers.attachment",
                        verbose_name="result",
                    ),
                ),
                (
                    "shift",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="dossiers.shift",
                        verbose_name="shift sheet",
                    ),
                ),
                (
                    "slip",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="dossiers.handoverslip",
                        verbose_name="hand-over slip",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=dossiers.models.signature.signed_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(verbose_name="signed at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("signer", models.CharField(max_length=200, verbose_name="signer on the certificate")),
                ("certificate_serial", models.CharField(max_length=64, verbose_name="certificate number")),
                ("has_timestamp", models.BooleanField(default=False, verbose_name="time-stamped")),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.delegation",
                        verbose_name="delegation",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("attachment__isnull", True),
                                ("issued_document__isnull", False),
                                ("shift__isnull", True),
                                ("slip__isnull", True),
                            ),
                            models.Q(
                                ("attachment__isnull", False),
                                ("issued_document__isnull", True),
                                ("shift__isnull", True),
                                ("slip__isnull", True),
                            ),
                            models.Q(
                                ("attachment__isnull", True),
                                ("issued_document__isnull", True),
                                ("shift__isnull", False),
                                ("slip__isnull", True),
                            ),
                            models.Q(
                                ("attachment__isnull", True),
                                ("issued_document__isnull", True),
                                ("shift__isnull", True),
                                ("slip__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="signature_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplementRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplement_requests",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="request number")),
                ("items", models.JSONField(verbose_name="what is missing")),
                ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="answer")),
            ],
            options={
                "verbose_name": "supplement request",
                "verbose_name_plural": "supplement requests",
                "ordering": ("dossier_id", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "number"), name="supplement_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="supplement_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("answered_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="supplement_answer_after_question",
                    ),
                ],
            },
        ),
    ]
