#!/usr/bin/env perl
# Perl, Excel::Writer::XLSX: write_string for texts, write_number, write_formula and so on for the rest.
use strict;
use warnings;
use utf8;
eval { require Excel::Writer::XLSX; 1 } or do {
    print STDERR "Excel::Writer::XLSX is not installed\n";
    exit 69;
};

my ($path, $folder) = @ARGV;
print "$Excel::Writer::XLSX::VERSION\n";
my $book = Excel::Writer::XLSX->new("$folder/all.xlsx");
my %forms = (
    percent  => '0.0%',
    date     => 'yyyy-mm-dd',
    time     => 'hh:mm:ss',
    duration => '[h]:mm:ss',
    datetime => 'yyyy-mm-dd hh:mm:ss',
);
my %formats = map { $_ => $book->add_format(num_format => $forms{$_}) } keys %forms;
my %escapes = (n => "\n", r => "\r", t => "\t");
my (%sheets, %next);

open my $cases, '<:encoding(UTF-8)', $path or die "$path: $!";
while (my $line = <$cases>) {
    chomp $line;
    next if $line eq '' or $line =~ /^#/;
    my ($table, $key, $kind, $text) = split /\t/, $line;
    # It has no errors, no NaN and no zones.
    next if $kind =~ /^(?:error|nan|inf|-inf|instant)$/;
    $text =~ s/\\(.)/$escapes{$1} \/\/ $1/ge;
    if (!$sheets{$table}) {
        $sheets{$table} = $book->add_worksheet($table);
        $sheets{$table}->write_row(0, 0, ['k', 'v']);
        $next{$table} = 1;
    }
    my $sheet = $sheets{$table};
    my $row   = $next{$table}++;
    my $format = $formats{$kind};
    my ($expression, $result) = split / = /, $text, 2;
    $sheet->write_string($row, 0, $key);
    if ($kind eq 'null' or $kind eq 'empty') { $sheet->write_blank($row, 1, undef) }
    elsif ($kind eq 'text') { $sheet->write_string($row, 1, $text) }
    elsif ($kind eq 'boolean') { $sheet->write_boolean($row, 1, $text eq 'true') }
    elsif ($kind eq 'formula') { $sheet->write_formula($row, 1, "=$expression", undef, $result) }
    elsif ($kind eq 'uncomputed') { $sheet->write_formula($row, 1, "=$expression") }
    elsif ($kind eq 'date') { $sheet->write_date_time($row, 1, "${text}T", $format) }
    elsif ($kind eq 'time') { $sheet->write_date_time($row, 1, "T$text", $format) }
    elsif ($kind eq 'datetime') { $sheet->write_date_time($row, 1, $text =~ s/ /T/r, $format) }
    elsif ($kind eq 'duration') {
        my ($hours, $minutes, $seconds) = split /:/, $text;
        $sheet->write_number($row, 1, ($hours * 3600 + $minutes * 60 + $seconds) / 86400, $format);
    }
    else { $sheet->write_number($row, 1, $text, $format) }
}
$book->close;
