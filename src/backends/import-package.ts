import { BackendError, reason } from './backend-error.js';
import { howToAllow, isForbidden } from '../runtime/permission.js';
import type { BackendName } from './backend-name.js';

/** Imports a package that a backend is made of; what fails says which one to install. */
export async function importPackage<M>(
  backend: BackendName,
  name: string,
  load: () => Promise<M>,
  hint = '',
): Promise<M> {
  try {
    return await load();
  } catch (cause) {
    if (isForbidden(cause))
      throw new BackendError(
        'no-permission',
        `The backend '${backend}' may not read the package ${name} (${reason(cause).split('\n')[0]}); ${howToAllow('files')}`,
        { cause },
      );
    throw new BackendError(
      'missing-package',
      `The backend '${backend}' needs the package ${name}, which could not be loaded: ${reason(cause).split('\n')[0]}. ` +
        `Install it: npm install ${name}${hint}`,
      { cause },
    );
  }
}
