/**
 * Signs a user in as a browser does: follows redirects with cookies, and sends the forms of the
 * provider.
 *
 * @param userCode the code to enter, if the address is that of the device flow
 */
export async function signInByHand(address: string, name: string, userCode?: string): Promise<void> {
  const cookies = new Map<string, string>();
  let next: string | undefined = address;
  let page = '';
  const open = async (url: string, body?: URLSearchParams): Promise<void> => {
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(body !== undefined && { method: 'POST', body }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(key, value);
    }
    const location = response.headers.get('location');
    next = location === null ? undefined : new URL(location, url).href;
    page = await response.text();
  };
  const follow = async (): Promise<void> => {
    while (next !== undefined) await open(next);
  };
  const send = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1];
    const body = new URLSearchParams({ ...fields, ...(xsrf !== undefined && { xsrf }) });
    await open(new URL(action, address).href, body);
    await follow();
  };
  await follow();
  if (userCode !== undefined) {
    await send({ user_code: userCode });
    await send({ user_code: userCode, confirm: 'yes' });
  }
  await send({ prompt: 'login', login: name, password: 'any' });
  await send({ prompt: 'consent' });
}
