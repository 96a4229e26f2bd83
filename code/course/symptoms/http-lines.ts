/**
 * The lines of a text that may speak of HTTP. Databases, brokers, mail and shells tell of their connections
 * in the same words, and a shell of its pipes; addresses and paths are left out first, since an API may be named after one.
 */
export function httpLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => {
      const start = line.slice(0, longest);
      const unnamed = start.replace(named, ' ');
      if (notHttp.test(unnamed) || otherPort.test(start.replace(url, ' '))) return false;
      if (ofFilesToo.test(unnamed) && !ofSockets.test(start)) return isAlone(start);
      return spokenOfHttp.test(start) || !otherField.test(unnamed);
    })
    .join('\n');
}

/** What a pipe, a file or a parser says in the same words as a socket. */
const ofFilesToo = /broken ?pipe|unexpected eof|too many open files/i;
const ofSockets =
  /\b(?:conn|sock|serv|client|peer|tcp|http|hyper|send|recv|accept|upload|request|response|body|write: |curl|uwsgi|proxy|tunnel|ssl|tls|remote|transport|listen|websocket|url|net\b|gateway|backend|upstream)/i;
/** Nothing but those words, a name of an error, and what a log puts before a line. */
const isAlone = (line: string): boolean =>
  !/[a-z]{2}/i.test(
    line
      .replace(/.\[\d+m/g, ' ')
      .replace(/^.*?[\w-]+\[\d+\]:/, ' ')
      .replace(ofFilesToo, ' ')
      .replace(
        /"\w+":|\b(?:e[mn]file|errno|os|io|code|fatal|warn|panic|watch|(?:os|io)?(?:error|exception)|brokenpipe\w*)\b/gi,
        ' ',
      ),
  );

/** Words that only HTTP has, or a socket. */
const spokenOfHttp =
  /\bhttps?\b|\b(?:urls?|requests?|responses?|upstream|proxy|gateway|fetch|web ?socket|socket hang up|listen|bind)\b|(?:http|request|response)[A-Z]|\bE(?:CONN|PIPE|TIMEDOUT|ADDR)\w*|\b50[234]\b/i;
/** What ends, is lost or in use just so: a line with one of these, and no word of HTTP, is of another field. */
const otherField = new RegExp(
  [
    String.raw`\b(?:executors?|jobs?|schedulers?|crons?|consumers?|mutex|locks?|transactions?|licen[sc]es?)\b`,
    String.raw`\b(?:audio|video|camera|microphone|displays?|monitors?|playback|midi|headset|speakers?|bt|ble|gatt|udp|mdns)\b`,
    String.raw`\b(?:battery|thermal|temperature|serial|i2c|power|firmware|bios|sensors?|guest|hypervisor|disks?|volumes?|cables?|keyboard|mouse)\b`,
    String.raw`\b(?:documents?|dialogs?|clipboard|spreadsheet|lobby|multiplayer|games?|players?|match|map)\b`,
    String.raw`\b(?:sql\w*|quer(?:y|ies)|cursor|select (?:\d|\*|.+ from)|schema|branch(?:es)?|commits?|replicas?|shards?|blob|migrations?|archives?|tarball)\b`,
    'device',
  ].join('|'),
  'i',
);

/** What stands behind this in one line is data. */
const longest = 4000;
const named = /\b(?:https?|wss?):\/\/\S+|(?:^|\s)["'(]?\/[\w./-]+|\b[\w-]+(?:\.[\w-]+)*:\d+/gi;

const url = /\b(?:https?|wss?):\/\/\S+/gi;
/** An address with a port on which another protocol is spoken: of databases, brokers, mail, ssh. */
const otherPort =
  /(?:\d\.\d{1,3}|localhost|\]|::1):(?:2[25]|110|143|465|587|993|995)(?![\w:.])|(?<!\.(?:go|[cm]?js|ts|py|rb|java|rs|cc?|cpp|php|exs?|cs)):(?:389|636|1433|1521|3306|5432|5671|5672|6379|9092|11211|27017)(?![\w:.])/;

const notHttp = new RegExp(
  [
    String.raw`\b(?:ssh\w*|kex_?\w*|publickey|client_loop|sftp|ftps?|rsync|rdp)\b`,
    String.raw`smtp|\b(?:imap|pop3|postfix|dovecot|ldap|mqtt|amqp|irc|sip|nfs|smb|cifs|ntpd?|dhcp\w*)(?:client)?\b`,
    String.raw`rabbit ?mq|kafka|zookeeper|\bbrokers?\b|activemq|\bnats\b`,
    String.raw`postgres|psycopg|\b(?:psql|pg|pq|pgbouncer|jdbc|odbc|sqlstate|tns)\b|mysql|mariadb|mongo|cassandra|hikari|queuepool|prior to obtaining a connection from the pool|sqlclient|npgsql|activerecord|dbconnection|postgrex|\bpg_\w+|\bknex|sequelize|\bora-\d|sql ?server|\bdatabase\b|memcache`,
    String.raw`\b(?:io)?redis\b|redis[._:]|jedis|lettuce`,
    // Calls and desktops, debuggers, git's own protocol, clusters, disks, sound and screens.
    String.raw`\b(?:teamviewer|anydesk|skype|minecraft|gdb|lldb|scp|fetch-pack|sideband|sctp)\b|\b(?:call|meeting) (?:ended|dropped)\b`,
    String.raw`\bno (?:queue|exchange) '|\b(?:modbus\w*|icmp|hid|gpg|pika|kombu|etcdserver|nccl|gloo|db::netexception|multipathd?|iscsi|drbd|snd_\w+|pulseaudio|wayland)\b`,
    String.raw`\b(?:vpn|openvpn|wireguard|wlan\d*|wi-?fi|bluetooth\w*|usb|printer|modem|adb|x11|xcb|dbus|d-bus)\b`,
    String.raw`^\W*(?:cat|yes|head|tail|grep|sort|tee|ls|find|sed|awk|tar|gzip|zcat|ffmpeg)\b.*: broken pipe|(?:standard output|\bstd(?:in|out|err)\b).{0,40}broken pipe|broken pipe.{0,60}\bstd(?:in|out|err)\b`,
    String.raw`\bffmpeg|\bav_\w+|\bwriting trailer\b|\bgstreamer\b|\bto pipe failed\b`,
    String.raw`\b(?:syntaxerror|indentationerror)\b.*\b(?:eof|end of file|parsing)\b`,
    String.raw`\bfatal: (?:the )?remote\b|\bgit@`,
    String.raw`\bport (?:22|25|1433|1521|3306|5432|5672|6379|9092|11211|27017)\b|\bto db\b|\b(?:remote (?:computer|desktop)|game server)\b`,
  ].join('|'),
  'i',
);
