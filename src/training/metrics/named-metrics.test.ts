import { expect, it } from 'vitest';
import { readyMetrics, resolveMetric } from './by-name.js';
import { classMetrics } from './class-metrics.js';
import { namedMetrics } from './named-metrics.js';

it('a metric by its name has its name in logs before it is loaded, and is itself after', async () => {
  for (const [name, make] of Object.entries(namedMetrics)) {
    const metric = resolveMetric(name);
    const { className, config, name: inLogs } = make();
    expect([name, metric.name]).toEqual([name, inLogs]);
    expect(() => metric.create()).toThrow(`'${name}' is not loaded`);
    await readyMetrics([{ metrics: [{ metric }] }]);
    expect(metric).toMatchObject({ className, config, name: inLogs });
    metric.create().dispose();
  }
});

it('what a sentence suggests is a name that there is', () => {
  for (const name of Object.keys(namedMetrics)) {
    const suggested = /did you mean '(\w+)'/;
    expect(() => resolveMetric(`${name}_`)).toThrow(suggested);
    try {
      resolveMetric(`${name}_`);
    } catch (error) {
      expect(Object.keys(namedMetrics)).toContain(suggested.exec((error as Error).message)?.[1]);
    }
  }
});

it('a metric by its class is itself once it is loaded', async () => {
  for (const [name, make] of Object.entries(classMetrics)) {
    const metric = resolveMetric(name);
    await readyMetrics([{ metrics: [{ metric }] }]);
    const { className, config } = make();
    expect(metric).toMatchObject({ className, config, name });
    expect(name).toBe(className);
  }
});
