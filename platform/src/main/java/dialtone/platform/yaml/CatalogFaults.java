package dialtone.platform.yaml;

import dialtone.base.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** All that is wrong with a catalogue, each with file, line and reason; all of them, so that one look mends all. */
public final class CatalogFaults {

    public static final String CODE = "CATALOG_INVALID";

    /** Who has more to mend starts with these. */
    private static final int MAX_FAULTS = 200;

    private final List<Rejection> found = new ArrayList<>();

    /** @param at where it is: file and line, {@code mobile.yaml:17} */
    public void add(Place at, String reason) {
        if (found.size() < MAX_FAULTS) {
            found.add(Rejection.at(at.toString(), CODE, reason));
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Rejection> all() {
        return List.copyOf(found);
    }

    /** @param line from 1 */
    public record Place(String file, int line) {

        public static Place of(String file, Node node) {
            return new Place(
                    file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }
}
