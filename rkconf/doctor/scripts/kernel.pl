# The stand-in for a kernel: it reads the arguments of its link, calls both channels, and obeys orders on the first one.
# TOKEN and LIFETIME are replaced before it is passed to the kernel's machine, where nothing is stored.
use strict;
use IO::Socket::INET;
use IO::Select;
use Cwd;
my ($token, $lifetime) = qw(TOKEN LIFETIME);
alarm $lifetime;
my (%flag, @words);
@words = @ARGV;
while (@words) {
    my $word = lc shift @words;
    $flag{$word} = shift @words if $word =~ /^-link(mode|name|host|protocol|options)$/ && !exists $flag{$word};
}
exit 1 unless lc($flag{'-linkmode'} || '') eq 'connect' && $flag{'-linkname'};
sub call {
    my ($end, $text) = @_;
    my ($port, $host) = split /@/, $end;
    $host = $flag{'-linkhost'} || '127.0.0.1' unless $host;
    my $call = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp')
        or die "the link at $host port $port: $!\n";
    syswrite $call, "rkconf $token $text\n";
    return $call;
}
my @channels;
push @channels, call($_, scalar @channels) for split /,/, $flag{'-linkname'};
my ($first) = @channels;
my ($shell) = grep { length } map { s/\s+$//; $_ } `ps -o comm= -p @{[getppid]} 2>/dev/null`;
syswrite $first, 'given ' . unpack('H*', join "\0", getcwd(), $shell || '', @ARGV) . "\n";
my (%server, @calls, $rest);
my $waiting = IO::Select->new(@channels);
sub obey {
    my ($order, @ends) = split ' ', shift;
    if ($order eq 'listen') {
        my @ports;
        for my $end (@ends) {
            my ($port, $host) = split /@/, $end;
            my $server = IO::Socket::INET->new(
                LocalAddr => $host, LocalPort => $port, Listen => 5, Proto => 'tcp', ReuseAddr => 1);
            if ($server) { $server{$server} = scalar @ports; $waiting->add($server) }
            push @ports, $server ? $server->sockport : "failed:$!";
            $ports[-1] =~ s/\s/_/g;
        }
        return "listening @ports\n";
    }
    my @results = map { my $end = $_; eval { push @calls, call($end, 'further'); 1 } ? 'open' : 'failed' } @ends;
    return "called @results\n";
}
while (my @ready = $waiting->can_read) {
    for my $socket (@ready) {
        if (exists $server{$socket}) {
            my $call = $socket->accept or next;
            syswrite $call, "rkconf $token further $server{$socket}\n";
            push @calls, $call;
            next;
        }
        my $count = sysread $socket, my $text, 4096;
        exit 0 unless $count;
        next unless $socket == $first;
        $rest .= $text;
        while ($rest =~ s/^(.*)\n//) { syswrite $first, obey($1) }
    }
}
