import { FileInput, Text } from '@mantine/core';
import { type TFunction } from 'i18next';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlacedFault } from '../../list-file/fault.js';
import { Name } from '../parts/stream-name.js';
import { type ListResult, readList } from './read-list.js';

/** The field shows this many faults, and the number of the others. */
const MAX_FAULTS = 5;
/** The rules for names that have a text. */
const RULES = ['required', 'wellFormed', 'characters', 'replacement', 'wildcard', 'maxLength'] as const;

/** A field for a file with a list of streams. It shows how the file was read, or what is wrong in which row. */
export function ListField({
  result,
  onRead,
}: {
  readonly result: ListResult | undefined;
  readonly onRead: (result: ListResult | undefined) => void;
}): ReactNode {
  const { t } = useTranslation();
  const latest = useRef<File | null>(null);
  const read = async (file: File | null): Promise<void> => {
    latest.current = file;
    onRead(undefined);
    const found = file === null ? undefined : await readList(file);
    // Another file may have been chosen meanwhile.
    if (latest.current === file) onRead(found);
  };
  return (
    <>
      <FileInput
        label={t('bulk.file')}
        description={t('bulk.fileHint')}
        placeholder={t('bulk.chooseFile')}
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        error={result === undefined || result.kind === 'streams' ? undefined : <Refusal result={result} />}
        onChange={(file) => void read(file)}
      />
      {result?.kind === 'streams' && <Accepted result={result} />}
    </>
  );
}

function Accepted({
  result: { streams, hasHeader },
}: {
  readonly result: Extract<ListResult, { kind: 'streams' }>;
}): ReactNode {
  const { t } = useTranslation();
  const [first] = streams;
  return (
    <div role="status">
      <Text size="sm">{t('bulk.ready', { count: streams.length })}</Text>
      {!hasHeader && <Text size="sm">{t('bulk.noHeader')}</Text>}
      {first && (
        <Text size="sm" className="break">
          {t('bulk.firstStream')} {t('listFile.app')} <Name text={first.appName} /> · {t('listFile.stream')}{' '}
          <Name text={first.streamName} />
        </Text>
      )}
    </div>
  );
}

function Refusal({ result }: { readonly result: Exclude<ListResult, { kind: 'streams' }> }): ReactNode {
  const { t } = useTranslation();
  if (result.kind !== 'faults') return t(`listFile.${result.kind}`);
  const { faults } = result;
  const more = faults.length - MAX_FAULTS;
  return (
    <>
      {faults.slice(0, MAX_FAULTS).map((fault) => (
        <span className="line" key={`${String(fault.row)} ${String(fault.column)}`}>
          {toPlace(t, fault)}
          {toFault(t, fault)}
        </span>
      ))}
      {more > 0 && <span className="line">{t('listFile.more', { count: more })}</span>}
    </>
  );
}

function toPlace(t: TFunction, { row, column }: PlacedFault): string {
  if (row === undefined) return '';
  return column === undefined ? t('listFile.row', { row }) : t('listFile.cell', { row, column });
}

function toFault(t: TFunction, fault: PlacedFault): string {
  switch (fault.kind) {
    case 'cells':
      return t('listFile.cells', { count: fault.count });
    case 'name': {
      const what = t(`listFile.${fault.what}`);
      const rule = RULES.find((known) => known === fault.fault.rule);
      // A rule without a text here is described by the words of the gateway.
      return rule === undefined ? `${what} ${fault.fault.message}` : t(`listFile.rules.${rule}`, { what });
    }
    default:
      return t(`listFile.${fault.kind}`);
  }
}
