// The two buttons that move the demo tenant, and what time it is there.
import { advanceTenantClock, getTenantState, runSyncCycle } from './channel-api.js';

const STEPS = { sync: runSyncCycle, later: () => advanceTenantClock(30) };

/** @param {ParentNode} root @param {HTMLElement} state */
export function startTenantClock(root, state) {
  const show = async (work) => {
    try {
      const { clock, lastSync } = await work();
      state.textContent = `In the tenant: ${timeOf(clock)}, last sync ${timeOf(lastSync)}`;
    } catch (problem) {
      state.textContent = problem.message;
    }
  };
  for (const button of root.querySelectorAll('[data-clock]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      button.disabled = true;
      await show(STEPS[button.dataset.clock]);
      button.disabled = false;
    });
  }
  show(getTenantState);
}

function timeOf(iso) {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? 'unknown' : at.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
}
