import { useDebouncedValue } from '@mantine/hooks';
import type { RoutingRule } from '@wetread/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiFault } from '../api/api-fault';
import { keys } from '../api/query-client';
import {
  activateRuleSet,
  checkRules,
  dryRun,
  dryRunRecent,
  fetchRuleSet,
  fetchRuleSets,
  fetchVocabulary,
  saveRuleSet,
} from '../api/rules';
import { fetchWorklist } from '../api/worklist';

/** So many of the latest studies are held against a change before it is saved. */
export const STUDIES_TRIED = 100;
const TYPING_MS = 350;

export const useRuleSets = () =>
  useQuery({ queryKey: keys.ruleSets, queryFn: ({ signal }) => fetchRuleSets(signal) });

export const useRuleSet = (version: number | undefined) =>
  useQuery({
    queryKey: keys.ruleSet(version ?? 0),
    queryFn: ({ signal }) => fetchRuleSet(version ?? 0, signal),
    enabled: version !== undefined,
    // A version never changes; whether it is active is told by the list.
    staleTime: Infinity,
  });

export const useVocabulary = () =>
  useQuery({
    queryKey: keys.vocabulary,
    queryFn: ({ signal }) => fetchVocabulary(signal),
    staleTime: 300_000,
  });

/** What is wrong with rules, asked when the typing rests. */
export function useRuleCheck(rules: readonly RoutingRule[], enabled: boolean) {
  const [rested] = useDebouncedValue(rules, TYPING_MS);
  const query = useQuery({
    queryKey: keys.ruleCheck(rested),
    queryFn: ({ signal }) => checkRules(rested, signal),
    enabled: enabled && rested.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { ...query, isCurrent: JSON.stringify(rested) === JSON.stringify(rules) && !query.isFetching };
}

export const useDryRun = (studyInstanceUid: string | null, rules: readonly RoutingRule[], enabled: boolean) =>
  useQuery({
    queryKey: keys.dryRun(studyInstanceUid ?? '', rules),
    queryFn: ({ signal }) => dryRun(studyInstanceUid ?? '', rules, signal),
    enabled: enabled && studyInstanceUid !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });

export const useDryRunRecent = (rules: readonly RoutingRule[]) =>
  useQuery({
    queryKey: keys.dryRunRecent(rules),
    queryFn: ({ signal }) => dryRunRecent(STUDIES_TRIED, rules, signal),
    retry: false,
  });

/** The latest studies, to choose one by what is written on it. */
export const useRecentStudies = () =>
  useQuery({
    queryKey: keys.recentStudies,
    queryFn: ({ signal }) => fetchWorklist({ state: null, text: '' }, 0, signal),
    staleTime: 30_000,
  });

interface RulesToSave {
  readonly basedOn: number;
  readonly rules: RoutingRule[];
  readonly comment: string;
  /** The version that is active now; `null`: the new one is not activated. */
  readonly replaces: number | null;
}

async function saveRules({ replaces, ...body }: RulesToSave): Promise<number> {
  const { version } = await saveRuleSet(body);
  if (replaces !== null) await activateSaved(version, replaces);
  return version;
}

/** Somebody may have activated another version meanwhile: then the reader must know that the rules are kept all the same. */
async function activateSaved(version: number, replaces: number): Promise<void> {
  try {
    await activateRuleSet({ version, replaces });
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    const { status, code, title, message, requestId } = error;
    throw new ApiFault(
      status,
      code,
      title,
      `Version ${version} is saved and not active: ${message}`,
      requestId,
    );
  }
}

export function useRuleMutations() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.ruleSets });
  return {
    save: useMutation({ mutationFn: saveRules, onSettled }),
    activate: useMutation({ mutationFn: activateRuleSet, onSettled }),
  };
}
