import { camelCase } from "../../app/snake-case";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE } from "../../app/types";
import { isOn, isSet, knownText, knownTexts } from "../../app/values";
import { LOG_MODES, LogMode } from "../../google/log-modes";
import { ArgumentsAt } from "../arguments";
import { Fact, Text, argument, given, text } from "../text";
import { headerNames, isKnown, oneOf } from "../values";

type LogConfig = ArgumentsAt<typeof BACKEND_SERVICE, "log_config"> & { readonly [Name in HeaderList]?: unknown };
type HeaderList = (typeof HEADER_LISTS)[number];

/** What was given of logging. */
interface GivenLogConfig {
  readonly enable?: unknown;
  readonly sampleRate?: unknown;
  readonly optionalMode?: unknown;
  readonly optionalFields?: unknown;
  readonly requestHeaders?: unknown;
  readonly responseHeaders?: unknown;
}

/** The headers that logs have; newer providers know them. */
const HEADER_LISTS = ["request_headers", "response_headers"] as const;
/** Headers by which one client can act as another. */
const SECRET_HEADERS = ["authorization", "cookie", "proxy-authorization", "set-cookie", "x-serverless-authorization"];
const LOG_SETTINGS = [
  "sample_rate",
  "optional_mode",
  "optional_fields",
  ...HEADER_LISTS,
] as const satisfies readonly (keyof LogConfig)[];
const [RATE, MODE, FIELDS] = LOG_SETTINGS.map((name) => argument(`log_config.${name}`));

/** A wrong mode or rate, or a mode beside named fields, also where they are not sent on. */
export function givenLogging({ sampleRate, optionalMode, optionalFields, ...headers }: GivenLogConfig): Text[] {
  const modes = Object.entries(LOG_MODES).filter(([, { namesFields }]) => !namesFields);
  return [
    ...oneOf(
      MODE,
      optionalMode,
      modes.map(([mode]) => mode),
    ),
    ...share(sampleRate),
    ...(optionalMode !== undefined && isSet({ optionalFields }, "optionalFields") ? [bothWays(optionalMode)] : []),
    ...HEADER_LISTS.flatMap((name) =>
      headerNames(headersArgument(name), headers[camelCase(name) as keyof typeof headers]),
    ),
  ];
}

/** A wrong mode or rate, or fields without the mode that uses them. */
export function logging(config: LogConfig): Text[] {
  const mode = knownText(config, "optional_mode");
  const namesFields = mode === undefined || LOG_MODES[mode as LogMode]?.namesFields !== false;
  return [
    ...oneOf(MODE, mode, Object.keys(LOG_MODES)),
    ...share(config.sample_rate),
    ...(isSet(config, "optional_fields") && !namesFields ? [bothWays(mode)] : []),
    ...(isSet(config, "optional_fields") && !isSet(config, "optional_mode")
      ? [text`${FIELDS} is used only in mode CUSTOM; set ${MODE} to CUSTOM`]
      : []),
    ...HEADER_LISTS.flatMap((name) => headerNames(headersArgument(name), namesIn(config, name))),
  ];
}

/** Headers that let whoever reads the logs act as a visitor. */
export function loggedSecrets(config: LogConfig): Text[] {
  return HEADER_LISTS.flatMap((list) =>
    knownTexts(namesIn(config, list))
      .filter((name) => SECRET_HEADERS.includes(name.toLowerCase()))
      .map(
        (name) =>
          text`${headersArgument(list)} has ${given(name)}, so everyone who can read the logs can act as the visitor; remove it`,
      ),
  );
}

function namesIn(config: LogConfig, list: HeaderList): unknown[] {
  return blocks(config[list]).map(({ header_name: name }) => name);
}

function headersArgument(list: HeaderList): Fact {
  return argument(`log_config.${list}`);
}

function share(rate: unknown): Text[] {
  const isShare = Number(rate) >= 0 && Number(rate) <= 1;
  return !isKnown(rate) || isShare
    ? []
    : [text`${RATE} must be a number from 0 to 1, got ${given(rate)}; choose one in that range`];
}

function bothWays(mode: unknown): Text {
  return text`${MODE} ${given(mode)} does not use ${FIELDS}; remove ${MODE} or ${FIELDS}`;
}

/** What was given of logs that are off. */
export function givenIdleSetting({ enable, ...settings }: GivenLogConfig): Text[] {
  const [name] = Object.entries(settings).find(([, value]) => value !== undefined) ?? [];
  return enable === false && name !== undefined ? [idle(name)] : [];
}

/** A setting of logs that are off. */
export function idleSetting(config: LogConfig): Text[] {
  const isOff = isKnown(config.enable) && !isOn(config, "enable");
  return LOG_SETTINGS.filter((name) => isOff && isSet(config, name))
    .slice(0, 1)
    .map((name) => idle(argument(`log_config.${name}`)));
}

function idle(what: Fact): Text {
  return text`${what} has no effect while logging is off; remove it, or set enable to true`;
}
