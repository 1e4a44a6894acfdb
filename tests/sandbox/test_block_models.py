from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from sandbox.blocks import check_message, check_view

# What slack_sdk's models accept, for values as an app would choose them.

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)
plain_texts = st.builds(lambda text: sdk.PlainTextObject(text=text), texts)
any_texts = plain_texts | st.builds(lambda text: sdk.MarkdownTextObject(text=text), texts)
confirms = st.builds(
    lambda title, text: sdk.ConfirmObject(
        title=sdk.PlainTextObject(text=title),
        text=sdk.MarkdownTextObject(text=text),
        confirm="Yes",
        deny="No",
    ),
    texts,
    texts,
)
option_lists = st.lists(texts, min_size=1, max_size=5, unique=True).map(
    lambda names: [
        sdk.Option(text=sdk.PlainTextObject(text=name), value=f"v{n}") for n, name in enumerate(names)
    ]
)
maybe_confirm = st.none() | confirms
maybe_text = st.none() | plain_texts

buttons = st.builds(
    sdk.ButtonElement,
    text=plain_texts,
    action_id=st.none() | texts,
    value=st.none() | texts,
    url=st.none() | st.just("https://example.com/bread?loaf=1"),
    style=st.sampled_from([None, "primary", "danger"]),
    confirm=maybe_confirm,
)
overflows = st.builds(sdk.OverflowMenuElement, options=option_lists, action_id=texts, confirm=maybe_confirm)
static_selects = st.builds(
    sdk.StaticSelectElement,
    options=option_lists,
    action_id=texts,
    placeholder=maybe_text,
    confirm=maybe_confirm,
)
many_selects = st.builds(
    sdk.StaticMultiSelectElement,
    options=option_lists,
    action_id=texts,
    placeholder=maybe_text,
    max_selected_items=st.none() | st.integers(1, 9),
)
user_selects = st.builds(
    sdk.UserSelectElement, action_id=texts, initial_user=st.sampled_from([None, "U0ANN"])
)
conversation_selects = st.builds(
    sdk.ConversationSelectElement,
    action_id=texts,
    default_to_current_conversation=st.none() | st.booleans(),
    filter=st.none() | st.just(sdk.ConversationFilter(include=["public", "private"], exclude_bot_users=True)),
)
channel_selects = st.builds(
    sdk.ChannelSelectElement, action_id=texts, initial_channel=st.sampled_from([None, "C0ONE"])
)
date_pickers = st.builds(sdk.DatePickerElement, action_id=texts, initial_date=st.none() | st.dates().map(str))
time_pickers = st.builds(
    sdk.TimePickerElement,
    action_id=texts,
    initial_time=st.none() | st.times().map(lambda at: at.strftime("%H:%M")),
)
checkboxes = st.builds(sdk.CheckboxesElement, options=option_lists, action_id=texts, confirm=maybe_confirm)
radio_buttons = st.builds(
    sdk.RadioButtonsElement, options=option_lists, action_id=texts, confirm=maybe_confirm
)
text_inputs = st.builds(
    sdk.PlainTextInputElement,
    action_id=texts,
    placeholder=maybe_text,
    initial_value=st.none() | texts,
    multiline=st.none() | st.booleans(),
    max_length=st.none() | st.integers(1, 3000),
    dispatch_action_config=st.none() | st.just(DispatchActionConfig(trigger_actions_on=["on_enter_pressed"])),
)
chosen = st.one_of(
    static_selects,
    many_selects,
    user_selects,
    conversation_selects,
    channel_selects,
    date_pickers,
    time_pickers,
)
clicked = buttons | overflows | chosen | checkboxes | radio_buttons
images = st.builds(sdk.ImageElement, image_url=st.just("https://example.com/bread.png"), alt_text=texts)

classic_blocks = st.one_of(
    st.builds(sdk.SectionBlock, text=any_texts, accessory=st.none() | clicked | images),
    st.builds(sdk.SectionBlock, fields=st.lists(any_texts, min_size=1, max_size=10)),
    st.builds(
        sdk.ActionsBlock, elements=st.lists(clicked, min_size=1, max_size=4, unique_by=lambda e: e.action_id)
    ),
    st.builds(sdk.ContextBlock, elements=st.lists(any_texts | images, min_size=1, max_size=10)),
    st.builds(sdk.HeaderBlock, text=plain_texts),
    st.builds(sdk.DividerBlock, block_id=st.none() | texts),
    st.builds(
        sdk.ImageBlock, image_url=st.just("https://example.com/b.png"), alt_text=texts, title=maybe_text
    ),
    st.builds(
        sdk.InputBlock,
        label=plain_texts,
        hint=maybe_text,
        element=chosen | checkboxes | radio_buttons | text_inputs,
        optional=st.none() | st.booleans(),
        dispatch_action=st.none() | st.booleans(),
    ),
)
block_lists = st.lists(
    classic_blocks, min_size=1, max_size=4, unique_by=lambda block: block.block_id or id(block)
)


@settings(deadline=None)
@given(blocks=block_lists)
def test_what_the_sdk_accepts_passes(blocks: list[sdk.Block]) -> None:
    dicts = [block.to_dict() for block in blocks]
    assert check_message("Hello", dicts, None) == []
    view = View(
        type="modal", title="Bakery", submit="Bake", close="Leave", callback_id="bakery", blocks=blocks
    )
    assert check_view(view.to_dict(), "modal") == []
    assert check_view(View(type="home", blocks=blocks).to_dict(), "home") == []
