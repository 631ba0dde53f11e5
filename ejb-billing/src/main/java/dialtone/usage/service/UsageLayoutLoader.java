package dialtone.usage.service;

import dialtone.base.Outcome;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import dialtone.usage.UsageEvent;
import dialtone.usage.layout.FieldRules;
import dialtone.usage.layout.RecordFormat;
import dialtone.usage.layout.SessionRules;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads how the sources of an installation write their records: the files of the folder {@value #FOLDER} in the catalogue's. */
public final class UsageLayoutLoader {

    static final String FOLDER = "usage";

    /** A page of a person's attention each. */
    private static final int MAX_FILES = 100;

    private static final int MAX_NAME = 64;
    /** In the register they say how a file came that no layout of the folder has read. */
    private static final Set<String> OWN_NAMES = Set.of(UsageLayout.HOUSE.name(), ReportedUsage.LAYOUT);

    private static final Set<String> FILE_KEYS = Set.of("layouts");
    private static final Set<String> LAYOUT_KEYS = Set.of(
            "name",
            "folder",
            "files",
            "source",
            "format",
            "delimiter",
            "quote",
            "header",
            "ignore",
            "fields",
            "session");
    private static final String FILES_FORM = "[A-Za-z0-9._*?-]{1,100}";

    private final CatalogFaults faults = new CatalogFaults();

    private UsageLayoutLoader() {}

    /**
     * What the folder's files say, in the order of their names; the house's own layout alone where there is none.
     *
     * @throws IllegalStateException with every fault, file, line and reason: an installation does not start on half of the layouts
     */
    static UsageLayouts load(Path catalogFolder) {
        Map<String, String> texts = new LinkedHashMap<>();
        Path folder = catalogFolder.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> listed = Files.list(folder)) {
                for (Path file : listed.filter(path -> path.toString().endsWith(".yaml"))
                        .sorted()
                        .limit(MAX_FILES)
                        .toList()) {
                    if (Files.size(file) > YamlMap.MAX_FILE_BYTES) {
                        throw new IllegalStateException(file + " has more than " + YamlMap.MAX_FILE_BYTES + " bytes");
                    }
                    texts.put(FOLDER + "/" + file.getFileName(), Files.readString(file, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new IllegalStateException(folder + " cannot be read", e);
            }
        }
        return read(texts).fold(layouts -> layouts, reasons -> {
            throw new IllegalStateException("The layouts of usage files in " + folder + " are refused:\n"
                    + reasons.stream()
                            .map(reason -> "  " + reason.field() + ": " + reason.message())
                            .collect(Collectors.joining("\n")));
        });
    }

    /**
     * Rejections: {@code CATALOG_INVALID}, each with file and line as its field.
     *
     * @param texts of the files, by their names
     */
    static Outcome<UsageLayouts> read(Map<String, String> texts) {
        UsageLayoutLoader loader = new UsageLayoutLoader();
        List<UsageLayout> layouts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> claims = new HashSet<>();
        texts.forEach((file, text) -> {
            Optional<YamlMap> document = YamlMap.document(file, text, FILE_KEYS, loader.faults);
            for (YamlMap map :
                    document.map(read -> read.maps("layouts", LAYOUT_KEYS)).orElse(List.of())) {
                loader.layout(map, names, claims).ifPresent(layouts::add);
            }
        });
        return loader.faults.isEmpty()
                ? Outcome.accepted(new UsageLayouts(layouts))
                : Outcome.rejected(loader.faults.all());
    }

    private Optional<UsageLayout> layout(YamlMap map, Set<String> names, Set<String> claims) {
        String name = map.name("name");
        if (!names.add(name)) {
            map.fault("name", "there is a layout " + name + " already");
        }
        if (OWN_NAMES.contains(name)) {
            map.fault("name", name + " is the house's own");
        }
        String folder = map.optionalText("folder", MAX_NAME).orElse("");
        if (!folder.isEmpty() && !YamlMap.KEBAB.matcher(folder).matches()) {
            map.fault("folder", "folder is the name of a folder of the inbox in kebab-case, not " + folder);
        }
        if (folder.equals("done") || folder.equals("failed")) {
            map.fault("folder", "what has been taken is moved to " + folder);
        }
        String files = map.optionalText("files", 100).orElse("*");
        if (!files.matches(FILES_FORM)) {
            map.fault("files", "files is a name with * and ? in it, such as *.csv, not " + files);
        }
        if (folder.isEmpty() && files.equals("*")) {
            map.fault("files", "a layout names its folder or its files");
        }
        if (!claims.add(folder + "/" + files)) {
            map.fault("files", "another layout takes " + files + " of this folder");
        }
        Optional<String> source = map.optionalText("source", UsageEvent.MAX_SOURCE);
        UsageColumns columns = columns(map);
        Optional<YamlMap> fields = map.map("fields", UsageFieldLoader.FIELDS);
        if (fields.isEmpty()) {
            map.fault("fields", "fields is missing");
        }
        List<String> ignore = map.texts("ignore", 100);
        Optional<UsageFieldLoader> loader = fields.map(said -> new UsageFieldLoader(said, columns));
        Optional<FieldRules> rules = loader.flatMap(UsageFieldLoader::rules);
        Optional<SessionRules> session = loader.flatMap(values -> map.map("session", UsageSessionLoader.SESSION)
                .flatMap(said -> new UsageSessionLoader(said, values).rules()));
        return rules.filter(read -> faults.isEmpty())
                .map(read -> new UsageLayout(name, folder, files, source, columns.format(), ignore, read, session));
    }

    private static UsageColumns columns(YamlMap map) {
        String format = map.text("format", 16);
        boolean csv = format.equals("csv");
        for (String key : List.of("delimiter", "quote", "header")) {
            if (!csv && map.has(key)) {
                map.fault(key, key + " is of csv alone");
            }
        }
        return switch (format) {
            case "csv" ->
                UsageColumns.delimited(
                        delimiter(map),
                        map.has("quote") ? Optional.of(one(map, "quote")) : Optional.empty(),
                        map.flag("header"));
            case "fixed-width" -> UsageColumns.fixedWidth();
            case "json-lines" -> UsageColumns.json(false);
            case "json-array" -> UsageColumns.json(true);
            default -> {
                map.fault("format", "format is csv, fixed-width, json-lines or json-array, not " + format);
                yield UsageColumns.json(false);
            }
        };
    }

    private static char delimiter(YamlMap map) {
        if (!map.has("delimiter")) {
            return ',';
        }
        return map.text("delimiter", 3).equals("tab") ? '\t' : one(map, "delimiter");
    }

    private static char one(YamlMap map, String key) {
        String text = map.text(key, 8);
        if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0)) || text.charAt(0) == ' ') {
            map.fault(key, key + " is one character that is no letter, digit or space, not " + text);
            return ',';
        }
        return text.charAt(0);
    }

    /** The values of records that a layout reads, as its fields name them. */
    static final class UsageColumns {
        private final String kind;
        private final RecordFormat empty;
        private final List<String> named = new ArrayList<>();
        private final List<RecordFormat.FixedWidth.Place> places = new ArrayList<>();

        private UsageColumns(String kind, RecordFormat empty) {
            this.kind = kind;
            this.empty = empty;
        }

        static UsageColumns delimited(char delimiter, Optional<Character> quote, boolean header) {
            return new UsageColumns("column", new RecordFormat.Delimited(delimiter, quote, header, List.of()));
        }

        static UsageColumns fixedWidth() {
            return new UsageColumns("from", new RecordFormat.FixedWidth(List.of()));
        }

        static UsageColumns json(boolean array) {
            return new UsageColumns("pointer", new RecordFormat.Json(array, List.of()));
        }

        /** The key that a field names its value by. */
        String key() {
            return kind;
        }

        /** Place of the value that a field names so. */
        int column(YamlMap field, String key, String text) {
            if (empty instanceof RecordFormat.Delimited csv && !csv.header() && !text.matches("[1-9][0-9]{0,3}")) {
                field.fault(key, "without a header a column is a number from 1, not " + text);
            }
            if (empty instanceof RecordFormat.Json && !text.matches("(/[^/]+)+")) {
                field.fault(key, "a pointer begins with a slash, as /record/sequence does (RFC 6901), not " + text);
            }
            if (empty instanceof RecordFormat.FixedWidth) {
                return place(field, text);
            }
            int known = named.indexOf(text);
            if (known >= 0) {
                return known;
            }
            named.add(text);
            return named.size() - 1;
        }

        private int place(YamlMap field, String from) {
            String length = field.text("length", 4);
            if (!from.matches("[1-9][0-9]{0,3}") || !length.matches("[1-9][0-9]{0,3}")) {
                field.fault("from", "from and length are numbers from 1 to 9999");
                return 0;
            }
            RecordFormat.FixedWidth.Place place =
                    new RecordFormat.FixedWidth.Place(Integer.parseInt(from), Integer.parseInt(length));
            if (!places.contains(place)) {
                places.add(place);
            }
            return places.indexOf(place);
        }

        RecordFormat format() {
            return switch (empty) {
                case RecordFormat.Delimited csv ->
                    new RecordFormat.Delimited(csv.delimiter(), csv.quote(), csv.header(), named);
                case RecordFormat.FixedWidth fixed -> new RecordFormat.FixedWidth(places);
                case RecordFormat.Json json -> new RecordFormat.Json(json.array(), named);
            };
        }
    }
}
