/** Draws an interactive element by its type. */
import type { Element as ElementData } from "../blocks/types";
import { ImageElement, addressOf } from "../blocks/Image";
import { ButtonElement } from "./ButtonElement";
import { DatePicker } from "./DatePickers";
import { Checkboxes, RadioButtons } from "./OptionList";
import { OverflowMenu } from "./OverflowMenu";
import { Select } from "./Select";
import { TextInput } from "./TextInput";
import type { ElementProps } from "./field";

const DRAWN_BY: Record<string, (props: ElementProps) => React.ReactNode> = {
  button: ButtonElement,
  overflow: OverflowMenu,
  radio_buttons: RadioButtons,
  checkboxes: Checkboxes,
  datepicker: DatePicker,
  timepicker: DatePicker,
  datetimepicker: DatePicker,
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  image: ({ element }) => <ImageElement url={addressOf(element)} alt={element.alt_text ?? ""} />,
};

const SELECTS = /^(multi_)?(static|external|users|channels|conversations)_select$/;

export function Element(props: ElementProps) {
  const Drawn = SELECTS.test(props.element.type) ? Select : DRAWN_BY[props.element.type];
  return Drawn ? <Drawn {...props} /> : <NotDrawn kind={props.element.type} />;
}

/** An honest gap is better than a button that does nothing. */
export function NotDrawn({ kind }: { kind: ElementData["type"] }) {
  return <span className="not-drawn">The sandbox does not draw “{kind}”; Slack does.</span>;
}
