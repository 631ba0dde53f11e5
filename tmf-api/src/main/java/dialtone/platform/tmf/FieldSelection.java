package dialtone.platform.tmf;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code fields} parameter: first-level attributes of the answer. Id, href and @type are always there (TMF630). */
public final class FieldSelection {

    private static final Set<String> ALWAYS = Set.of("id", "href", "@type");

    private final Optional<Set<String>> names;

    private FieldSelection(Optional<Set<String>> names) {
        this.names = names;
    }

    /**
     * @param fields   names with commas between them; null, empty or {@code *}: everything
     * @param resource the wire record whose attributes may be named
     * @throws TmfRefusal UNKNOWN_FIELD with the name
     */
    public static FieldSelection parse(@Nullable String fields, Class<? extends Record> resource) {
        if (fields == null || fields.isBlank() || fields.strip().equals("*")) {
            return new FieldSelection(Optional.empty());
        }
        Set<String> known = RecordReader.attributes(resource);
        Set<String> chosen = new LinkedHashSet<>(ALWAYS);
        for (String written : fields.split(",")) {
            String name = written.strip();
            if (name.isEmpty()) {
                continue;
            }
            if (name.equals("none")) {
                continue; // TMF630: only what is always there
            }
            if (!known.contains(name)) {
                throw TmfRefusal.at(
                        "fields",
                        "UNKNOWN_FIELD",
                        "There is no attribute " + Printable.of(name) + "; there are " + new TreeSet<>(known) + ".");
            }
            chosen.add(name);
        }
        return new FieldSelection(Optional.of(chosen));
    }

    /** Whether the answer has the attribute. */
    private boolean has(String attribute) {
        return names.isEmpty() || names.get().contains(attribute);
    }

    /**
     * What has to be read for the answer.
     *
     * @param sources attributes that are not read anyway, and what each is read from
     */
    public <P> Set<P> needed(Map<String, P> sources) {
        return sources.entrySet().stream()
                .filter(source -> has(source.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The resource without what was not asked for: absent, so that it is not written either. */
    <R extends Record> R of(R resource) {
        return names.isEmpty() ? resource : RecordReader.without(resource, attribute -> !has(attribute));
    }
}
