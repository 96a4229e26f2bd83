/**
 * The lines of a text that may speak of HTTP. Databases, brokers, mail and shells tell of their connections
 * in the same words, and a shell of its pipes; addresses and paths are left out first, since an API may be named after one.
 */
export function httpLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !notHttp.test(line.slice(0, longest).replace(named, ' ')))
    .join('\n');
}

/** What stands behind this in one line is data. */
const longest = 4000;
const named = /\b(?:https?|wss?):\/\/\S+|(?:^|\s)["'(]?\/[\w./-]+|\b[\w-]+(?:\.[\w-]+)*:\d+/gi;

const notHttp = new RegExp(
  [
    String.raw`\b(?:sshd?|ssh_\w+|kex_?\w*|publickey|client_loop|sftp|ftps?|rsync|rdp)\b`,
    String.raw`smtp|\b(?:imap|pop3|postfix|dovecot|ldap|mqtt|amqp|irc|sip|nfs|smb|cifs|ntpd?|dhcp\w*)\b`,
    String.raw`rabbit ?mq|kafka|zookeeper|\bbrokers?\b|activemq|\bnats\b`,
    String.raw`postgres|psycopg|\b(?:psql|pg|pq|pgbouncer|jdbc|odbc|sqlstate|tns)\b|mysql|mariadb|mongo|cassandra|hikari|queuepool|\bknex|sequelize|\bora-\d|sql ?server|\bdatabase\b|memcache`,
    String.raw`\b(?:io)?redis\b|redis[._:]|jedis|lettuce`,
    String.raw`\b(?:vpn|openvpn|wireguard|wlan\d*|wi-?fi|bluetooth|usb|printer|modem|adb|x11|xcb|dbus|d-bus)\b`,
    String.raw`^\W*(?:cat|yes|head|tail|grep|sort|tee|ls|find|sed|awk|tar|gzip|zcat|ffmpeg)\b.*: broken pipe|standard output: broken pipe`,
    String.raw`\b(?:syntaxerror|indentationerror)\b.*\b(?:eof|end of file|parsing)\b`,
    String.raw`\bport 22\b|\b(?:remote (?:computer|desktop)|game server)\b`,
  ].join('|'),
  'i',
);
