import { readFile } from 'node:fs/promises';

/** Whether the process still runs. One that has ended and waits to be reaped (a zombie) does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const stat = await statFields(pid);
  // Containers often have no init that reaps orphans: a zombie would answer signals for ever.
  return stat === null || stat[0] !== 'Z';
}

/**
 * What tells this life of a process id from an earlier one: the boot of the machine and the tick at which it started.
 * Empty where the system keeps no /proc (macOS).
 */
export async function birthOf(pid: number): Promise<string> {
  const stat = await statFields(pid);
  if (stat === null) return '';
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  // Field 22 of proc(5) stat, counted here from field 3, the state.
  return `${boot.trim()}:${stat[19] ?? ''}`;
}

/** The program's name, or null where it cannot be told. */
export async function programOf(pid: number): Promise<string | null> {
  return readFile(`/proc/${pid}/comm`, 'utf8').then(
    (name) => name.trim(),
    () => null,
  );
}

async function statFields(pid: number): Promise<string[] | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The second field is the program's name in brackets and may hold spaces and brackets itself.
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
