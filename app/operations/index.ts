/** Public API of `operations`: its pages only, nothing else builds on them. */
export {}
