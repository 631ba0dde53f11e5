package dialtone.usage.route;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Files that are no longer being written, as far as one can tell from outside: two looks in a row found them with the same size and time. Names that programs give
 * to files on their way are never taken.
 */
final class SettledFiles implements GenericFileFilter<Object> {

    private static final List<String> ON_THEIR_WAY = List.of(".part", ".filepart", ".tmp", ".inprogress");

    private final Predicate<String> names;
    private Map<String, Seen> lastLook = Map.of();
    private Map<String, Seen> thisLook = new HashMap<>();

    private record Seen(long length, long modified) {}

    /** @param names of the files that are taken at all */
    SettledFiles(Predicate<String> names) {
        this.names = names;
    }

    /** Another look begins; what the last one did not find is forgotten. */
    void look() {
        lastLook = thisLook;
        thisLook = new HashMap<>();
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        String name = file.getFileNameOnly();
        String lower = name.toLowerCase(Locale.ROOT);
        if (file.isDirectory() || !names.test(name) || ON_THEIR_WAY.stream().anyMatch(lower::endsWith)) {
            return false;
        }
        Seen seen = new Seen(file.getFileLength(), file.getLastModified());
        thisLook.put(name, seen);
        return seen.equals(lastLook.get(name));
    }
}
