import { contextBridge, ipcRenderer } from 'electron';

/** All that a page gets from here: a way to ask for its MessagePort, which then arrives as a window message. */
contextBridge.exposeInMainWorld('plumbline', {
  requestPort: () => ipcRenderer.send('plumbline:port'),
});
ipcRenderer.on('plumbline:port', ({ ports }) => {
  const [port] = ports;
  if (port) window.postMessage('plumbline-port', window.origin, [port]);
});
