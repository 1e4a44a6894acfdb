"""Which scopes and events Slack knows, and which scopes each event of a bot needs."""

from collections.abc import Mapping

_BOT_SCOPES = """
    app_mentions:read assistant:write bookmarks:read bookmarks:write calls:read calls:write
    canvases:read canvases:write channels:history channels:join channels:manage channels:read
    channels:write.invites channels:write.topic chat:write chat:write.customize chat:write.public commands
    conversations.connect:manage conversations.connect:read conversations.connect:write
    datastore:read datastore:write dnd:read emoji:read files:read files:write
    groups:history groups:read groups:write groups:write.invites groups:write.topic
    im:history im:read im:write im:write.topic incoming-webhook links.embed:write links:read links:write
    lists:read lists:write metadata.message:read mpim:history mpim:read mpim:write mpim:write.topic
    pins:read pins:write reactions:read reactions:write reminders:read reminders:write
    remote_files:read remote_files:share remote_files:write search:read.files search:read.public search:read.users
    team.billing:read team.preferences:read team:read triggers:read triggers:write usergroups:read usergroups:write
    users.profile:read users:read users:read.email users:write workflow.steps:execute
"""

BOT_SCOPES = frozenset(_BOT_SCOPES.split())

_NO_SCOPE = """
    app_deleted app_home_opened app_installed app_uninstalled app_uninstalled_team channel_id_changed
    entity_details_requested function_executed grid_migration_finished grid_migration_started
    team_access_granted team_access_revoked tokens_revoked
"""

_EVENTS_BY_SCOPES = {
    "app_mentions:read": "app_mention",
    "assistant:write": "app_context_changed assistant_thread_context_changed assistant_thread_started",
    "calls:read": "call_rejected",
    "channels:history": "channel_history_changed message.channels",
    "channels:read": """
        channel_archive channel_created channel_deleted channel_left channel_rename channel_unarchive
    """,
    "channels:read groups:read": """
        channel_shared channel_unshared member_joined_channel member_left_channel
    """,
    "conversations.connect:manage": "shared_channel_invite_requested",
    "conversations.connect:manage conversations.connect:read": """
        shared_channel_invite_accepted shared_channel_invite_approved shared_channel_invite_declined
    """,
    "conversations.connect:write": "shared_channel_invite_received",
    "dnd:read": "dnd_updated_user",
    "emoji:read": "emoji_changed",
    "files:read": "file_change file_created file_deleted file_public file_shared file_unshared",
    "groups:history": "group_history_changed message.groups",
    "groups:read": """
        group_archive group_close group_deleted group_left group_open group_rename group_unarchive
    """,
    "im:history": "im_history_changed message.im",
    "im:read": "im_close im_created im_open",
    "links:read": "link_shared",
    "metadata.message:read": """
        message_metadata_deleted message_metadata_posted message_metadata_updated
    """,
    "mpim:history": "message.mpim",
    "pins:read": "pin_added pin_removed",
    "reactions:read": "reaction_added reaction_removed",
    "team:read": "email_domain_changed team_domain_change team_rename",
    "usergroups:read": """
        subteam_created subteam_members_changed subteam_self_added subteam_self_removed subteam_updated
    """,
    "users:read": """
        team_join user_change user_huddle_changed user_profile_changed user_status_changed
    """,
}

EVENT_SCOPES: Mapping[str, frozenset[str]] = dict.fromkeys(_NO_SCOPE.split(), frozenset[str]()) | {
    event: frozenset(scopes.split())
    for scopes, events in _EVENTS_BY_SCOPES.items()
    for event in events.split()
}
"""Event a bot may subscribe to -> scopes of which it needs at least one (empty: none needed)."""
