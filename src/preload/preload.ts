import { contextBridge, ipcRenderer, webUtils } from 'electron';

/**
 * All that a page gets from here: a way to ask for its MessagePort, which then arrives as a window message, and the path
 * of a file that a person dropped on it.
 */
contextBridge.exposeInMainWorld('plumbline', {
  requestPort: () => ipcRenderer.send('plumbline:port'),
  pathOf: (file: File) => webUtils.getPathForFile(file),
});
ipcRenderer.on('plumbline:port', ({ ports }) => {
  const [port] = ports;
  if (port) window.postMessage('plumbline-port', window.origin, [port]);
});
