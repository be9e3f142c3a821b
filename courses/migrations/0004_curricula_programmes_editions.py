"""Programmes, modules, prerequisites, editions, guides; what was written stays as it is."""

import courses.blocks.languages
import datetime
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import portal.thai.digits
import uuid
from decimal import Decimal
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('courses', '0003_places_trainers_calendars_telling'),
        ('funds', '0002_first_lists'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgrammePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(help_text='Shown in lists and searches.', max_length=300, validators=[portal.thai.digits.refuse_national_id], verbose_name='in one sentence')),
                ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='guide_checklist',
            field=models.TextField(blank=True, help_text='One thing on each line.', verbose_name='checklist for the whole'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='guide_notes',
            field=wagtail.fields.RichTextField(blank=True, verbose_name='private notes for the whole'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='guide_starts_at',
            field=models.TimeField(default=datetime.time(9, 0), verbose_name='a day begins at'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='imported',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='in_thai',
            field=models.BooleanField(default=True, verbose_name='in Thai'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='languages',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Languages of its materials are added by themselves.', limit_choices_to={'kind': 'language'}, related_name='curricula', to='funds.fundtag', verbose_name='also in these languages'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='level',
            field=models.CharField(blank=True, choices=[('basic', 'basic'), ('continuing', 'continuing'), ('advanced', 'advanced')], max_length=10, verbose_name='level'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='materials',
            field=wagtail.fields.StreamField([('material', 12)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 200}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('document', 'document'), ('slides', 'slides'), ('picture', 'picture'), ('audio', 'sound recording'), ('video', 'video'), ('link', 'web page')], 'label': 'kind'}), 2: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'For documents, slides and recordings.', 'label': 'file', 'required': False}), 3: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'picture', 'required': False}), 4: ('wagtail.blocks.URLBlock', (), {'help_text': 'For videos and web pages.', 'label': 'link', 'required': False}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': courses.blocks.languages.language_choices, 'label': 'language'}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('own', 'own work of the network, free to use and change'), ('cc-by', 'CC BY'), ('cc-by-sa', 'CC BY-SA'), ('cc-by-nc', 'CC BY-NC'), ('public', 'public domain'), ('other', 'other')], 'label': 'licence'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'which licence, if another', 'max_length': 200, 'required': False}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, as they want to be named.', 'label': 'credit', 'max_length': 200, 'required': False}), 9: ('wagtail.blocks.TextBlock', (), {'help_text': 'For recordings and videos: many people cannot listen.', 'label': 'what is said, to read', 'required': False, 'rows': 3}), 10: ('wagtail.blocks.CharBlock', (), {'help_text': 'Only for videos, for example because nobody speaks in it.', 'label': 'why there is nothing to read', 'max_length': 200, 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Length, how to print it.', 'label': 'note', 'max_length': 300, 'required': False}), 12: ('wagtail.blocks.StructBlock', [[('title', 0), ('kind', 1), ('document', 2), ('image', 3), ('link', 4), ('language', 5), ('licence', 6), ('licence_text', 7), ('credit', 8), ('transcript', 9), ('no_transcript', 10), ('note', 11)]], {})}, verbose_name='materials of the whole curriculum'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='review_by',
            field=models.DateField(blank=True, help_text='From this day on it stands on the list of what is to be looked through.', null=True, verbose_name='review by'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='text',
            field=wagtail.fields.RichTextField(blank=True, help_text='For a talk of one page: what is said, instead of sessions.', verbose_name='text'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='typed_hours',
            field=models.DecimalField(blank=True, decimal_places=1, help_text='Only where there are no sessions; else they are counted.', max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.1')), django.core.validators.MaxValueValidator(300)], verbose_name='hours'),
        ),
        migrations.AddField(
            model_name='curriculumpage',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='curriculumpage',
            name='sessions',
            field=wagtail.fields.StreamField([('module', 31), ('session', 28)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 200}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'objective', 'max_length': 300}), 2: ('wagtail.blocks.ListBlock', (1,), {'default': [], 'help_text': 'What participants can do after this module, one line each.', 'label': 'learning objectives'}), 3: ('wagtail.blocks.IntegerBlock', (), {'label': 'minutes', 'max_value': 600, 'min_value': 5}), 4: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('talk', 'talk'), ('practice', 'practice'), ('group', 'group work'), ('exchange', 'exchange between funds'), ('visit', 'visit')], 'label': 'method'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'what participants can do afterwards', 'rows': 2}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'ol', 'ul', 'link', 'h4'], 'label': 'plan', 'required': False}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('document', 'document'), ('slides', 'slides'), ('picture', 'picture'), ('audio', 'sound recording'), ('video', 'video'), ('link', 'web page')], 'label': 'kind'}), 8: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'For documents, slides and recordings.', 'label': 'file', 'required': False}), 9: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'picture', 'required': False}), 10: ('wagtail.blocks.URLBlock', (), {'help_text': 'For videos and web pages.', 'label': 'link', 'required': False}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': courses.blocks.languages.language_choices, 'label': 'language'}), 12: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('own', 'own work of the network, free to use and change'), ('cc-by', 'CC BY'), ('cc-by-sa', 'CC BY-SA'), ('cc-by-nc', 'CC BY-NC'), ('public', 'public domain'), ('other', 'other')], 'label': 'licence'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'which licence, if another', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, as they want to be named.', 'label': 'credit', 'max_length': 200, 'required': False}), 15: ('wagtail.blocks.TextBlock', (), {'help_text': 'For recordings and videos: many people cannot listen.', 'label': 'what is said, to read', 'required': False, 'rows': 3}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Only for videos, for example because nobody speaks in it.', 'label': 'why there is nothing to read', 'max_length': 200, 'required': False}), 17: ('wagtail.blocks.CharBlock', (), {'help_text': 'Length, how to print it.', 'label': 'note', 'max_length': 300, 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 0), ('kind', 7), ('document', 8), ('image', 9), ('link', 10), ('language', 11), ('licence', 12), ('licence_text', 13), ('credit', 14), ('transcript', 15), ('no_transcript', 16), ('note', 17)]], {}), 19: ('wagtail.blocks.ListBlock', (18,), {'default': [], 'label': 'materials'}), 20: ('wagtail.blocks.IntegerBlock', (), {'label': 'minutes', 'max_value': 600, 'min_value': 1}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'what happens', 'max_length': 300, 'search_index': False}), 22: ('wagtail.blocks.StructBlock', [[('minutes', 20), ('what', 21)]], {}), 23: ('wagtail.blocks.ListBlock', (22,), {'collapsed': True, 'default': [], 'label': 'timing plan'}), 24: ('wagtail.blocks.CharBlock', (), {'label': 'thing to lay ready', 'max_length': 200, 'search_index': False}), 25: ('wagtail.blocks.ListBlock', (24,), {'collapsed': True, 'default': [], 'label': 'checklist'}), 26: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'private notes', 'required': False, 'search_index': False}), 27: ('wagtail.blocks.StructBlock', [[('steps', 23), ('checklist', 25), ('notes', 26)]], {'collapsed': True, 'label': "trainer's guide"}), 28: ('wagtail.blocks.StructBlock', [[('title', 0), ('minutes', 3), ('method', 4), ('aim', 5), ('plan', 6), ('materials', 19), ('guide', 27)]], {}), 29: ('wagtail.blocks.ListBlock', (28,), {'collapsed': True, 'default': [], 'label': 'sessions'}), 30: ('wagtail.blocks.ListBlock', (18,), {'collapsed': True, 'default': [], 'label': 'materials of the whole module'}), 31: ('wagtail.blocks.StructBlock', [[('title', 0), ('objectives', 2), ('sessions', 29), ('materials', 30)]], {})}, verbose_name='modules and sessions'),
        ),
        migrations.AlterField(
            model_name='curriculumpage',
            name='summary',
            field=models.CharField(help_text='Shown in lists and searches.', max_length=300, validators=[portal.thai.digits.refuse_national_id], verbose_name='in one sentence'),
        ),
        migrations.CreateModel(
            name='ReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'review by somebody else',
                'verbose_name_plural': 'reviews by somebody else',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('published_at', models.DateTimeField(verbose_name='published')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='courses.curriculumpage', verbose_name='curriculum')),
                ('revision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='edition', to='wagtailcore.revision')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['page', 'number'],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='courses_edition_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Prerequisite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('by', models.CharField(choices=[('person', 'by the person'), ('fund', 'by anybody of the fund')], default='person', max_length=6, verbose_name='attended by whom')),
                ('needs', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needed_for', to='courses.curriculumpage', verbose_name='curriculum attended before')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='courses.curriculumpage')),
            ],
            options={
                'verbose_name': 'prerequisite',
                'verbose_name_plural': 'prerequisites',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('page', 'needs', 'by'), name='courses_prerequisite_once', violation_error_message='This prerequisite is in the list already.'), models.CheckConstraint(condition=models.Q(('page', models.F('needs')), _negated=True), name='courses_prerequisite_of_another', violation_error_message='A curriculum cannot be needed for itself.')],
            },
        ),
    ]
