import { ANY_APP } from '../../stream/names.js';
import { COUNT_FORM, type Form, HIDDEN, named, orText, pattern, words } from './forms.js';
import { type Placeholders } from './placeholders.js';

const DOMAIN = named('domain', (value) => value.toLowerCase());
const APP = orText(ANY_APP, named('app'));
const STREAM = named('stream');
const TIME = pattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z$/);
const YES_OR_NO = words('yes', 'no');
/** The form of a valid RequestId. The gateway ignores any other value. */
const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;
const REQUEST = named('request');
const REQUEST_FORM: Form = {
  write: (value, placeholders) =>
    typeof value !== 'string' || value === '' || REQUEST_ID.test(value)
      ? REQUEST.write(value, placeholders)
      : null,
  isWritten: REQUEST.isWritten,
};

/** `domain/app/stream`: each part gets the same placeholder as in other fields. */
const STREAM_PATH: Form = {
  write: (value, placeholders) =>
    typeof value === 'string' ? mapParts(value, placeholders) : HIDDEN.write(value, placeholders),
  isWritten: (value) =>
    typeof value === 'string'
      ? value.split('/').every((part, index) => toPartForm(index).isWritten(part))
      : HIDDEN.isWritten(value),
};

function mapParts(path: string, placeholders: Placeholders): string {
  return path
    .split('/')
    .map((part, index) => toPartForm(index).write(part, placeholders))
    .join('/');
}

function toPartForm(index: number): Form {
  return [DOMAIN, APP][index] ?? STREAM;
}

/** Only the time of a callback's content is recorded, in query or JSON form. */
const CONTENT_TIME = /(?:^|[?&\s{,])"?time"?\s*[=:]\s*"?(\d{9,11})(?!\d)/;
const WRITTEN_CONTENT = /^(?:time=\d{9,11}|\{"time":\d{9,11}\})$/;
const CONTENT: Form = {
  write: (value, placeholders) => {
    const time = typeof value === 'string' ? CONTENT_TIME.exec(value)?.[1] : undefined;
    if (typeof value !== 'string' || time === undefined) return HIDDEN.write(value, placeholders);
    return value.trimStart().startsWith('{') ? `{"time":${time}}` : `time=${time}`;
  },
  isWritten: (value) => HIDDEN.isWritten(value) || (typeof value === 'string' && WRITTEN_CONTENT.test(value)),
};

/**
 * The fields of parameters and answers whose values can be recorded, each with its form. The value of any other field
 * becomes a placeholder, at any depth.
 */
const FIELDS: ReadonlyMap<string, Form> = new Map(
  Object.entries({
    DomainName: DOMAIN,
    PublishDomain: DOMAIN,
    AppName: APP,
    StreamName: STREAM,
    StreamUrl: STREAM_PATH,
    RequestId: REQUEST_FORM,
    Code: pattern(/^[A-Z][A-Za-z]{0,40}(?:\.[A-Z][A-Za-z]{0,40}){0,3}$/),
    LiveStreamType: words('publisher'),
    Oneshot: YES_OR_NO,
    QueryType: words('strict', 'fuzzy'),
    StreamType: words('all', 'raw', 'trans'),
    Type: words('vhost', 'publish', 'play'),
    LiveDomainType: words('liveEdge', 'liveVideo'),
    LiveDomainStatus: words('online', 'offline', 'configuring'),
    DomainSearchType: words('fuzzy_match', 'pre_match', 'suf_match', 'full_match'),
    PublishType: words('edge', 'center'),
    Transcoded: YES_OR_NO,
    NotifyReqAuth: YES_OR_NO,
    NotifyType: words('publish', 'publish_done'),
    NotifyResult: words('success', 'failed'),
    Status: words('success', 'failed'),
    NotifyContent: CONTENT,
    PageNum: COUNT_FORM,
    PageNumber: COUNT_FORM,
    PageSize: COUNT_FORM,
    TotalNum: COUNT_FORM,
    TotalCount: COUNT_FORM,
    TotalPage: COUNT_FORM,
    ResumeTime: TIME,
    PublishTime: TIME,
    NotifyTime: TIME,
    StartTime: TIME,
    EndTime: TIME,
    GmtCreated: TIME,
    GmtModified: TIME,
    AuthAction: pattern(/^live:[A-Z][A-Za-z]{0,60}$/),
    AuthPrincipalType: words('SubUser', 'AssumedRoleUser'),
    NoPermissionType: words('ImplicitDeny', 'ExplicitDeny'),
    PolicyType: words('AccountLevelIdentityBasedPolicy', 'ResourceGroupLevelIdentityBasedPolicy'),
  }),
);

/** The form of the API's field names. Any other name is left out, because it could itself be a value. */
const FIELD_NAME = /^[A-Z][A-Za-z]{0,39}$/;

export function isFieldName(name: string): boolean {
  return FIELD_NAME.test(name);
}

/** Whether the field is in the list. */
export function isListed(name: string): boolean {
  return FIELDS.has(name);
}

export function toForm(name: string): Form {
  return FIELDS.get(name) ?? HIDDEN;
}

/** The answer headers that a recording contains. All others are left out, including their names. */
const HEADERS: ReadonlyMap<string, Form> = new Map(
  Object.entries({
    'content-type': pattern(
      /^(?:application\/(?:json|xml)|text\/(?:html|plain|xml))(?:; ?charset=(?:utf-8|UTF-8|gbk|GBK))?$/,
    ),
    'content-encoding': words('gzip', 'br', 'deflate', 'identity'),
    'retry-after': pattern(/^\d{1,6}$/),
    'x-acs-retry-after': pattern(/^\d{1,9}$/),
    'x-acs-request-id': REQUEST_FORM,
  }),
);

export function toHeaderForm(name: string): Form | undefined {
  return HEADERS.get(name);
}
