// The door for users. What a page loads on demand goes by the list itself: by this door, all of it would come at once.
export * from './every-optimizer.js';
