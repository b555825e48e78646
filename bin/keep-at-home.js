// Loaded before react-email's preview, which listens on every address of the machine and whose page posts each mail it shows
// to a spam checker of its makers: here it is found from this machine only, and its pages reach nothing else.
import { subscribe } from 'node:diagnostics_channel';
import { Server } from 'node:net';

const policy = "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws://localhost:* ws://127.0.0.1:*";
subscribe('http.server.request.start', ({ response }) => response.setHeader('Content-Security-Policy', policy));

const { listen } = Server.prototype;
Server.prototype.listen = function onLoopback(port, ...rest) {
  return typeof port === 'number' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};
