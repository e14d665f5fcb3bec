// Headless Chromium, where there is one: `CHROMIUM` says where, or else Debian's place.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** A browser that has WebGL and WebGPU without a graphics card; undefined where there is no Chromium. */
export const launchChromium = async () => {
  const executablePath = places.find((path) => path && existsSync(path));
  if (!executablePath) return undefined;
  return chromium.launch({
    executablePath,
    args: [
      ...[
        '--headless',
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
      ...['--disable-component-update', '--disable-sync'],
      ...['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
      ...['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    ],
  });
};
