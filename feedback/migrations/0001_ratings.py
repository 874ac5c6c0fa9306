"""Tables of ratings and of votes at the desk."""

import django.db.models.deletion
import dossiers.models.dossier
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("feedback", "0001_initial"),
        ("feedback", "0002_one_stop_counter"),
        ("feedback", "0003_rating_by_moment"),
    ]

    initial = True

    dependencies = [
        ("dossiers", "0003_findable"),
        ("procedures", "0003_findable"),
        ("staff", "0002_written_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "attitude",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Very dissatisfied"),
                            (2, "Dissatisfied"),
                            (3, "Neutral"),
                            (4, "Satisfied"),
                            (5, "Very satisfied"),
                        ],
                        verbose_name="attitude of the officials",
                    ),
                ),
                (
                    "time",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Very dissatisfied"),
                            (2, "Dissatisfied"),
                            (3, "Neutral"),
                            (4, "Satisfied"),
                            (5, "Very satisfied"),
                        ],
                        verbose_name="time taken",
                    ),
                ),
                (
                    "result",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Very dissatisfied"),
                            (2, "Dissatisfied"),
                            (3, "Neutral"),
                            (4, "Satisfied"),
                            (5, "Very satisfied"),
                        ],
                        verbose_name="result",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=2000, verbose_name="comment")),
                ("rated_at", models.DateTimeField(verbose_name="rated at")),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ("-rated_at",),
                "indexes": [models.Index(fields=["rated_at"], name="rating_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attitude__range", (1, 5)), ("result__range", (1, 5)), ("time__range", (1, 5))
                        ),
                        name="rating_levels_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "token",
                    models.CharField(default=dossiers.models.dossier.new_reference, max_length=14, unique=True),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="procedures.desk",
                        verbose_name="desk",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="staff.official",
                        verbose_name="official",
                    ),
                ),
                (
                    "ticket",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote",
                        to="dossiers.ticket",
                        verbose_name="queue ticket",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="dossiers.dossier",
                        verbose_name="dossier",
                    ),
                ),
                ("offered_at", models.DateTimeField(verbose_name="offered at")),
                ("closes_at", models.DateTimeField(verbose_name="closes at")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Very dissatisfied"),
                            (2, "Dissatisfied"),
                            (3, "Neutral"),
                            (4, "Satisfied"),
                            (5, "Very satisfied"),
                        ],
                        null=True,
                        verbose_name="level",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("voted_at", models.DateTimeField(blank=True, null=True, verbose_name="voted at")),
                (
                    "set_aside",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Counted"),
                            ("too_fast", "Faster than a person can read the question"),
                            ("before_call", "Before the ticket was called"),
                        ],
                        max_length=11,
                        verbose_name="set aside",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote at the desk",
                "verbose_name_plural": "votes at the desk",
                "ordering": ("-offered_at", "-pk"),
                "indexes": [models.Index(fields=["desk", "-offered_at"], name="desk_vote_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level__isnull", True), ("voted_at__isnull", True)),
                            models.Q(("level__range", (1, 5)), ("voted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="desk_vote_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ticket__isnull", False), ("dossier__isnull", False), _connector="OR"),
                        name="desk_vote_about_something",
                    ),
                ],
            },
        ),
    ]
