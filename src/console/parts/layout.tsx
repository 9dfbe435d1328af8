import {
  ActionIcon,
  Anchor,
  AppShell,
  Badge,
  Burger,
  Button,
  Group,
  NativeSelect,
  NavLink,
  ScrollArea,
  Text,
  useMantineColorScheme,
  useComputedColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink as RouterLink, Outlet, useLocation } from 'react-router';
import { useConnectionStatus } from '../api/api.js';
import { useSession, useSessionState } from '../auth/session-context.js';
import { DomainList } from '../streams/domain-list.js';
import { chooseLanguage, type Language, LANGUAGES } from '../text/i18n.js';
import { CONTENT_ID, useFocusOfPage } from './return-focus.js';
import { SessionEnded } from './session-ended.js';

const PAGES = [
  ['/streams', 'nav.streams'],
  ['/jobs', 'nav.jobs'],
  ['/audit', 'nav.audit'],
  ['/budgets', 'nav.budgets'],
] as const;

/** The header and the navigation of all pages. */
export function Layout(): ReactNode {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { pathname, search } = useLocation();
  useEffect(close, [pathname, search, close]);
  useFocusOfPage(pathname);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 300, breakpoint: 'md', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={t('nav.menu')}
              aria-expanded={isOpen}
            />
            <Text fw={700} truncate visibleFrom="xs">
              {t('title')}
            </Text>
            <ConnectionBadge />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LanguageSwitch />
            <ThemeSwitch />
            <SignedIn />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t('nav.menu')}>
        {PAGES.map(([to, key]) => (
          <NavLink
            key={to}
            component={RouterLink}
            to={to}
            label={t(key)}
            active={pathname.startsWith(to)}
            variant="light"
          />
        ))}
        <ScrollArea mt="md" offsetScrollbars>
          <DomainList />
        </ScrollArea>
      </AppShell.Navbar>
      {/* Takes the focus if the part of the page that had it is gone, and from the skip link. */}
      <AppShell.Main id={CONTENT_ID} tabIndex={-1}>
        <SessionEnded />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function ConnectionBadge(): ReactNode {
  const { t } = useTranslation();
  const status = useConnectionStatus();
  const color = { connecting: 'gray', live: 'teal', lost: 'red' }[status];
  return (
    <Badge
      color={color}
      variant={status === 'lost' ? 'filled' : 'outline'}
      className={status === 'lost' ? '' : 'adaptive'}
      role="status"
      autoContrast
    >
      {t(`connection.${status}`)}
    </Badge>
  );
}

function LanguageSwitch(): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      aria-label={t('common.language')}
      size="xs"
      w={104}
      data={[...LANGUAGES]}
      value={i18n.language}
      onChange={({ currentTarget }) => {
        void chooseLanguage(currentTarget.value as Language);
      }}
    />
  );
}

function ThemeSwitch(): ReactNode {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <ActionIcon
      variant="default"
      aria-label={t('common.theme')}
      onClick={() => {
        setColorScheme(scheme === 'dark' ? 'light' : 'dark');
      }}
    >
      <span aria-hidden>{scheme === 'dark' ? '☀' : '☾'}</span>
    </ActionIcon>
  );
}

function SignedIn(): ReactNode {
  const { t } = useTranslation();
  const { signOut } = useSession();
  const { name } = useSessionState();
  return (
    <Group gap="xs" wrap="nowrap">
      {name !== undefined && (
        <Text size="sm" truncate maw={160} visibleFrom="sm">
          <bdi>{name}</bdi>
        </Text>
      )}
      {signOut && (
        <Button size="xs" variant="default" onClick={() => void signOut()}>
          {t('session.signOut')}
        </Button>
      )}
    </Group>
  );
}

/** The first focusable element of a page, for keyboard users: it skips the navigation. */
export function SkipLink(): ReactNode {
  const { t } = useTranslation();
  return (
    <Anchor href="#content" className="skip">
      {t('nav.skip')}
    </Anchor>
  );
}
