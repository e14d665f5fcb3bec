// All callbacks: those that write files stand here, for files come after training.
export * from '../../training/callbacks/index.js';
export { backupAndRestore, type BackupAndRestoreOptions } from './backup-and-restore.js';
export { csvLogger, type CSVLoggerOptions } from './csv-logger.js';
export { tensorBoard, type TensorBoardOptions } from './tensor-board.js';
