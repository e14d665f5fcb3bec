// What a page that checks one thing leaves for whoever opened it.
import { BackendError } from 'shapewright';

interface Verdict {
  readonly right: boolean;
  readonly message: string;
}

declare global {
  interface Window {
    verdict?: Verdict | { readonly absent: string };
  }
}

/** Runs a check; where its backend is not there, says so. What it may throw otherwise is a wrong outcome. */
export const leave = async (begin: () => Promise<unknown>, check: () => Promise<Verdict>): Promise<void> => {
  try {
    await begin();
  } catch (error) {
    window.verdict =
      error instanceof BackendError
        ? { absent: error.message }
        : { right: false, message: String((error as Error).stack) };
    return;
  }
  window.verdict = await check().catch((error: Error) => ({ right: false, message: String(error.stack) }));
};
