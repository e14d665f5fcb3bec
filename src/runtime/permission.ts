/** How Node's permission model and Deno say that something is not allowed, and an operating system that a file is not. */
const codes = ['ERR_ACCESS_DENIED', 'ERR_DLOPEN_DISABLED', 'EACCES', 'EPERM'];
const names = ['NotCapable', 'PermissionDenied'];

/** Whether something failed for want of a permission, be it that of what caused it. */
export const isForbidden = (cause: unknown): boolean => {
  for (let at = cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, name } = at as { readonly code?: unknown; readonly name: string };
    if (codes.includes(String(code)) || names.includes(name)) return true;
  }
  return false;
};

/** What allows it, for the sentence. */
export const howToAllow = (what: 'files' | 'addons'): string =>
  what === 'files'
    ? 'allow it to read them: node --permission --allow-fs-read=..., deno --allow-read'
    : 'allow addons: node --permission --allow-addons --allow-fs-read=..., deno --allow-ffi --allow-read';
