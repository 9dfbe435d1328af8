/**
 * The allocation rules of the budget as the previous version has them in the database. Its replicas can share a budget
 * with replicas of this version (`two-versions.test.ts`).
 */
export const CALL_BUDGET_RESERVE = `
create or replace function call_budget_reserve(request jsonb) returns jsonb language plpgsql as $$
declare
  op text := request->>'operation';
  n int := (request->>'limit')::int;
  window_ms float8 := (request->>'windowMs')::float8;
  guard_ms float8 := (request->>'guardMs')::float8;
  me text := request->>'replica';
  want_people int := (request->'waiting'->>'interactive')::int;
  want_bulk int := (request->'waiting'->>'bulk')::int;
  people_horizon float8 := (request->'horizonMs'->>'interactive')::float8;
  bulk_horizon float8 := (request->'horizonMs'->>'bulk')::float8;
  looks boolean := coalesce((request->>'looks')::boolean, false);
  started_at float8 := extract(epoch from pg_postmaster_start_time()) * 1000;
  b call_budget%rowtype;
  now_ms float8;
  floor_at float8 := 0;
  f float8[];  -- when slots are free, earliest first
  s int[];     -- which slots those are
  usable int;
  rivals record;
  rival_count int;
  others_people int;
  others_bulk int;
  permits jsonb := '[]';
  ask_again float8;
  people_wait boolean;
  bulk_only boolean;
  for_bulk boolean;
  unclaimed boolean;
  next_free float8;
  free_ms float8;
  at_ms float8;
  horizon float8;
  share int;
  most int;
  every_ms float8;
  place int;
  slot int;
  item jsonb;
begin
  -- Not waiting for the disk: what a crash may lose is the last moments, and after a restart nothing is granted
  -- for a window. A long window would make that a long wait, so that its budget is written durably.
  if window_ms <= 2000 then
    perform set_config('synchronous_commit', 'off', true);
    floor_at := started_at + window_ms + guard_ms;
  end if;

  select * into b from call_budget where operation = op for update;
  if not found then
    insert into call_budget (operation, free_at, owner)
      values (op, array_fill(0::float8, array[n]), array_fill(''::text, array[n])) on conflict do nothing;
    select * into b from call_budget where operation = op for update;
  end if;
  now_ms := extract(epoch from clock_timestamp()) * 1000;

  -- The limit was configured anew: more slots begin as used ones, of fewer the latest stay.
  if cardinality(b.free_at) < n then
    b.owner := b.owner || array_fill(''::text, array[n - cardinality(b.free_at)]);
    b.free_at := b.free_at || array_fill(now_ms + window_ms + guard_ms, array[n - cardinality(b.free_at)]);
    b.usable_then := least(b.usable_then, n);
  elsif cardinality(b.free_at) > n then
    select array_agg(u.free_at), array_agg(u.owner) into b.free_at, b.owner from (
      select x.free_at, x.owner from unnest(b.free_at, b.owner) as x(free_at, owner) order by 1 desc limit n) as u;
    b.usable_then := least(b.usable_then, n);
  end if;

  -- A clock that was set back must not stop everything until it has caught up.
  for i in 1..n loop
    if b.free_at[i] > now_ms + window_ms + guard_ms + 1000 then b.free_at[i] := now_ms + window_ms + guard_ms; end if;
  end loop;
  floor_at := least(floor_at, now_ms + window_ms + guard_ms);
  b.bulk_next_at := least(b.bulk_next_at, now_ms + window_ms);
  b.slowed_at := least(b.slowed_at, now_ms);
  b.healing_until := least(b.healing_until, now_ms + 3000);

  for item in select * from jsonb_array_elements(request->'amendments') loop
    slot := (item->>'slot')::int + 1;
    if slot <= n and b.free_at[slot] = (item->>'expectedMs')::float8 then
      b.free_at[slot] := (item->>'freeAtMs')::float8;
    end if;
  end loop;
  select array_agg(u.free_at order by u.free_at, u.i), array_agg(u.i::int order by u.free_at, u.i) into f, s
    from unnest(b.free_at) with ordinality as u(free_at, i);

  if jsonb_typeof(request->'carriedAgesMs') = 'array' then
    b.healing_until := now_ms + 3000;
    for item in select * from jsonb_array_elements(request->'carriedAgesMs') loop
      free_ms := greatest(now_ms - (item#>>'{}')::float8 + window_ms + guard_ms, f[1]);
      place := n;
      while place > 1 and f[place] > free_ms loop place := place - 1; end loop;
      b.owner[s[1]] := me;
      s := s[2:place] || s[1] || s[place + 1:];
      f := f[2:place] || free_ms || f[place + 1:];
    end loop;
  end if;

  usable := n;
  if b.usable_then is not null then
    usable := least(n, greatest(1,
      floor(b.usable_then + greatest(0, now_ms - b.slowed_at) / window_ms * n * 0.05)))::int;
    if usable = n then b.usable_then := null; end if;
  end if;
  if (request->>'slowedForMs') is not null then
    b.paused_until := greatest(b.paused_until, now_ms + (request->>'slowedForMs')::float8);
    if now_ms >= b.slowed_at + window_ms then
      usable := greatest(1, usable / 2);
      b.usable_then := usable;
      b.slowed_at := now_ms;
    end if;
  end if;

  select coalesce(sum(interactive), 0)::int, coalesce(sum(bulk), 0)::int into others_people, others_bulk
    from call_budget_demand where operation = op and replica <> me and seen_at >= now_ms - 3000;

  while want_people + want_bulk > 0 loop
    people_wait := want_people + others_people > 0;
    if want_bulk + others_bulk = 0 then
      b.credit := 0;
      b.since_bulk := 0;
    end if;
    next_free := f[n - usable + 1];
    unclaimed := next_free <= now_ms - 50;
    bulk_only := people_wait and b.credit > 0;
    for_bulk := want_bulk > 0 and (bulk_only or want_people = 0);
    if for_bulk and people_wait and not bulk_only and not unclaimed then
      ask_again := greatest(now_ms + 10, next_free);
      exit;
    end if;
    free_ms := next_free;
    if not for_bulk and not unclaimed then
      free_ms := coalesce(f[n - usable + 1 + b.credit], 'infinity');
    end if;
    if free_ms > next_free + 50 then
      ask_again := next_free + 50;
      exit;
    end if;
    at_ms := greatest(now_ms, b.paused_until, floor_at, free_ms);
    horizon := people_horizon;
    if for_bulk then
      horizon := bulk_horizon;
      if not bulk_only then at_ms := greatest(at_ms, b.bulk_next_at); end if;
    end if;
    if at_ms > now_ms + horizon then
      ask_again := at_ms - horizon;
      exit;
    end if;

    select count(*)::int into rival_count from call_budget_demand
      where operation = op and replica <> me and seen_at >= now_ms - 3000
        and case when for_bulk then bulk > 0 else interactive > 0 end;
    if now_ms < b.healing_until or (rival_count > 0 and not unclaimed) then
      share := ceil(usable::float8 / (rival_count + 1))::int;
      if now_ms < b.healing_until then
        most := greatest(1, n / (request->>'replicas')::int);
      else
        select greatest(share, usable - sum(least(share, case when for_bulk then bulk else interactive end)))::int
          into most from call_budget_demand
          where operation = op and replica <> me and seen_at >= now_ms - 3000;
      end if;
      if (select count(*) from unnest(f, s) as u(free_at, i) where u.free_at > at_ms and b.owner[u.i] = me) >= most then
        ask_again := greatest(now_ms, next_free) + 50;
        exit;
      end if;
    end if;

    slot := s[1];
    free_ms := at_ms + window_ms + guard_ms;
    permits := permits || jsonb_build_array(jsonb_build_object('slot', slot - 1, 'atMs', at_ms,
      'freeAtMs', free_ms, 'wasFreeAtMs', f[1], 'bulkOnly', for_bulk and bulk_only));
    b.owner[slot] := me;
    place := n;
    while place > 1 and f[place] > free_ms loop place := place - 1; end loop;
    s := s[2:place] || slot || s[place + 1:];
    f := f[2:place] || free_ms || f[place + 1:];
    if for_bulk then
      want_bulk := want_bulk - 1;
      every_ms := window_ms / usable;
      b.bulk_next_at := greatest(b.bulk_next_at, at_ms - every_ms) + every_ms;
      b.credit := greatest(0, b.credit - 1);
      b.since_bulk := 0;
    else
      want_people := want_people - 1;
      if want_bulk + others_bulk > 0 then
        b.since_bulk := b.since_bulk + 1;
        if b.since_bulk >= 9 then
          b.credit := least(b.credit + 1, ceil(usable / 10.0)::int);
          b.since_bulk := 0;
        end if;
      end if;
    end if;
  end loop;

  for i in 1..n loop b.free_at[s[i]] := f[i]; end loop;
  update call_budget set free_at = b.free_at, owner = b.owner, usable_then = b.usable_then, slowed_at = b.slowed_at,
    paused_until = b.paused_until, bulk_next_at = b.bulk_next_at, credit = b.credit, since_bulk = b.since_bulk,
    healing_until = b.healing_until where operation = op;
  if not looks then
    if want_people + want_bulk > 0 then
      insert into call_budget_demand (operation, replica, interactive, bulk, seen_at)
        values (op, me, want_people, want_bulk, now_ms)
        on conflict (operation, replica) do update
          set interactive = excluded.interactive, bulk = excluded.bulk, seen_at = excluded.seen_at;
    else
      delete from call_budget_demand where operation = op and replica = me;
    end if;
    delete from call_budget_demand where operation = op and seen_at < now_ms - 60000;
  end if;

  return jsonb_build_object('epoch', 'postgres ' || started_at, 'nowMs', now_ms, 'usable', usable,
    'freeAtMs', to_jsonb(f), 'pausedUntilMs', greatest(b.paused_until, floor_at),
    'waitingElsewhere', jsonb_build_object('interactive', others_people, 'bulk', others_bulk),
    'permits', permits, 'askAgainAtMs', ask_again);
end
$$`;
