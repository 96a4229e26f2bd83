import { commandOf, inFolder, type Readings } from '../readings.ts';

const log = (...lines: string[]) => inFolder({ 'app.log': lines.join('\n') }, commandOf('goaway'));

export const cases: Readings = {
  'no-error': {
    print: () => log('Connection closed after GOAWAY. HTTP/2 error code: NO_ERROR'),
    sees: (output) => /NO_ERROR/.test(output),
  },
  'enhance-your-calm': {
    print: () => log('Received a GOAWAY with error code ENHANCE_YOUR_CALM'),
    sees: (output) => /CALM/.test(output),
  },
  'refused-stream': {
    print: () => log('Stream closed with error code NGHTTP2_REFUSED_STREAM'),
    sees: (output) => /REFUSED/.test(output),
  },
  'protocol-error': {
    print: () => log('stream was reset: PROTOCOL_ERROR'),
    sees: (output) => /PROTOCOL|INTERNAL|FLOW/.test(output),
  },
  cancel: {
    print: () => log('stream was reset: CANCEL'),
    sees: (output) => /CANCEL/.test(output),
  },
  'goaway-alone': {
    print: () => log('New streams cannot be created after receiving a GOAWAY'),
    sees: (output) => /GOAWAY/.test(output) && !/ERROR|CALM|REFUSED|CANCEL/.test(output),
  },
};
