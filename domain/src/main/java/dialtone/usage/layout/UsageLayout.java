package dialtone.usage.layout;

import dialtone.catalog.UsageType;
import dialtone.usage.UsageFile;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the files of some sources are written, and how to know them.
 *
 * @param name   in kebab-case, at most 64 characters
 * @param folder of the inbox that its files are put into; empty for the inbox itself
 * @param files  which of them are its own, by their names: {@code *.json}, {@code msc?_*.csv}
 * @param source of the records; empty where the file's name says it, see {@link UsageFile#sourceOf}
 * @param ignore what lines begin with that are no records, such as those at the head and the end of a file
 * @param session how a source says that a record is a part of a session; empty where each record is by itself
 */
public record UsageLayout(
        String name,
        String folder,
        String files,
        Optional<String> source,
        RecordFormat format,
        List<String> ignore,
        FieldRules fields,
        Optional<SessionRules> session) {

    /** Longer than any record of ours; a file without line ends is not read into memory. */
    private static final int MAX_LINE = 2_000;

    /** Objects have names in them, and more of the network's own fields than lines have. */
    private static final int MAX_OBJECT = 16_000;

    private static final List<String> HOUSE_COLUMNS =
            List.of("sequence", "type", "msisdn", "startedAt", "quantity", "peer");

    /** The first line of a file of {@link #HOUSE}. */
    public static final String HOUSE_HEADER = String.join(",", HOUSE_COLUMNS);

    /**
     * The house's own: text in UTF-8, one record a line, commas between the fields, nothing quoted, the header line first.
     *
     * <pre>
     * sequence,type,msisdn,startedAt,quantity,peer
     * 1,VOICE,491510000001,2026-11-25T09:15:00Z,61,4930123456
     * 2,SMS,491510000001,2026-11-25T09:20:00Z,1,491520000009
     * 3,DATA,491510000001,2026-11-25T10:00:00Z,52428800,internet
     * </pre>
     *
     * {@code quantity} is in seconds, messages or bytes; {@code startedAt} an instant in ISO 8601; {@code peer} may be empty; an MSISDN has 6 to 15
     * digits and may begin with a plus sign. Spaces around a field do not count. What no other layout claims is read by it.
     */
    public static final UsageLayout HOUSE = new UsageLayout(
            "dialtone-csv",
            "",
            "*.csv",
            Optional.empty(),
            new RecordFormat.Delimited(',', Optional.empty(), true, HOUSE_COLUMNS),
            List.of(),
            new FieldRules(
                    Value.at(0),
                    Value.at(1),
                    wordsOfOurOwn(),
                    Value.at(2),
                    NumberRule.INTERNATIONAL,
                    Value.at(3),
                    new TimeRule.Iso(),
                    forAll(Measure.inBaseUnits(List.of(Value.at(4)), '.', false)),
                    Value.at(5),
                    Optional.empty(),
                    Value.always("")));

    public UsageLayout {
        ignore = List.copyOf(ignore);
    }

    /** Of records that are each by itself. */
    public UsageLayout(
            String name,
            String folder,
            String files,
            Optional<String> source,
            RecordFormat format,
            List<String> ignore,
            FieldRules fields) {
        this(name, folder, files, source, format, ignore, fields, Optional.empty());
    }

    public UsageLayout withSession(SessionRules rules) {
        return new UsageLayout(name, folder, files, source, format, ignore, fields, Optional.of(rules));
    }

    /** VOICE, SMS and DATA, which mean themselves. */
    public static Map<String, UsageType> wordsOfOurOwn() {
        return Arrays.stream(UsageType.values()).collect(Collectors.toMap(UsageType::name, Function.identity()));
    }

    /** The same measure for each type. */
    public static Map<UsageType, Measure> forAll(Measure measure) {
        Map<UsageType, Measure> all = new EnumMap<>(UsageType.class);
        for (UsageType type : UsageType.values()) {
            all.put(type, measure);
        }
        return all;
    }

    /** Characters that a record has at most. */
    public int maxRecord() {
        return format instanceof RecordFormat.Json ? MAX_OBJECT : MAX_LINE;
    }

    /** Whether a file of this name is one of its own, upper or lower case. */
    public boolean takes(String fileName) {
        return Pattern.compile(namePattern(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(fileName)
                .matches();
    }

    /** {@link #files} as a regular expression. */
    public String namePattern() {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < files.length(); i++) {
            char c = files.charAt(i);
            pattern.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Character.isLetterOrDigit(c) ? String.valueOf(c) : "[" + c + "]";
                    });
        }
        return pattern.toString();
    }

    public String sourceOf(String fileName) {
        return source.orElseGet(() -> UsageFile.sourceOf(fileName));
    }

    /** Whether a line is none of the records, and counts as nothing. */
    public boolean ignores(String line) {
        if (line.isBlank()) {
            return true;
        }
        for (String beginning : ignore) {
            if (line.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
