/** Block elements by type: whatever stands in a section, an actions block or an input. */

import { h } from "../dom.js";
import { button, feedbackButtons, iconButton, overflow } from "./buttons.js";
import { fileField } from "./file_field.js";
import { isObject, textOf } from "./given.js";
import { dateField, isPicked, isTyped, textField } from "./inputs.js";
import { options } from "./options.js";
import { picture } from "./picture.js";
import { richTextField } from "./rich_text_field.js";
import { isSelect, select } from "./selects.js";

const ELEMENTS = {
  __proto__: null,
  button,
  workflow_button: button,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  overflow,
  radio_buttons: options,
  checkboxes: options,
  rich_text_input: richTextField,
  file_input: fileField,
  image: ({ element, context }) => picture(element, context, { small: true }),
};

/**
 * An element as a control. It carries data-action-id and data-element-type.
 * @param {object} block the block it stands in
 * @param {any} element
 * @param {object} context
 * @returns {HTMLElement}
 */
export function renderElement(block, element, context) {
  const type = isObject(element) ? textOf(element.type) : "";
  const make = maker(type);
  const control = make ? make({ block, element, context }) : unknown(type);
  if (textOf(element?.action_id)) control.dataset.actionId = textOf(element.action_id);
  control.dataset.elementType = type;
  control.classList.add("element");
  return control;
}

function maker(type) {
  if (isSelect(type)) return select;
  if (isTyped(type)) return textField;
  return isPicked(type) ? dateField : ELEMENTS[type];
}

function unknown(type) {
  return h("span", { class: "unknown" }, `${type || "An element without a type"} is not shown here.`);
}
