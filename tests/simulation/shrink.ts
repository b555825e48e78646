import type { Act, Plan } from './outside/plan.ts';

/**
 * The smallest part of a plan that is still broken, by delta debugging: acts are left out in ever smaller pieces, then readers, articles and
 * machines one by one.
 * @param isBroken lives a plan through
 * @param triesAtMost each is a whole world
 */
export async function shrink(plan: Plan, isBroken: (plan: Plan) => Promise<boolean>, triesAtMost: number): Promise<Plan> {
  let tries = 0;
  const broken = async (candidate: Plan) => tries++ < triesAtMost && (await isBroken(candidate));
  let smallest = await fewerActs(plan, broken);
  for (const { address } of smallest.readers) {
    const without = { ...smallest, readers: smallest.readers.filter((one) => one.address !== address) };
    if (without.readers.length > 0 && (await broken(without))) smallest = without;
  }
  for (const { article } of smallest.articles) {
    const without = { ...smallest, articles: smallest.articles.filter((one) => one.article !== article) };
    if (without.articles.length > 1 && (await broken(without))) smallest = without;
  }
  for (const { name } of smallest.machines.slice(1)) {
    const without = { ...smallest, machines: smallest.machines.filter((one) => one.name !== name) };
    if (await broken(without)) smallest = without;
  }
  return await fewerActs(smallest, broken);
}

async function fewerActs(plan: Plan, broken: (plan: Plan) => Promise<boolean>): Promise<Plan> {
  let acts: readonly Act[] = plan.acts;
  for (let size = Math.ceil(acts.length / 2); acts.length > 0; size = Math.ceil(size / 2)) {
    for (let from = 0; from < acts.length; ) {
      const fewer = [...acts.slice(0, from), ...acts.slice(from + size)];
      if (await broken({ ...plan, acts: fewer })) acts = fewer;
      else from += size;
    }
    if (size === 1) break;
  }
  return { ...plan, acts };
}
