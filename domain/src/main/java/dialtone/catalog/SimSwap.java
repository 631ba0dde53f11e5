package dialtone.catalog;

import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import java.util.Map;
import java.util.Optional;

/**
 * How a service follows its line to another SIM: the parts in the order in which a swap does them, all services each. Until the register
 * of subscribers has the new SIM the former one works, and it is deactivated last of all.
 *
 * @param ways none when the service does not know which SIM its line has
 */
public record SimSwap(Map<Part, Way> ways) {

    /** A service that stays as it is, such as a mailbox: it is a number's. */
    public static final SimSwap NOTHING = new SimSwap(Map.of());

    public enum Part {
        /** Brought under the new SIM while the former one is in use. */
        PREPARES,
        /** From here on the new SIM is the line's, and the former one is none. */
        MOVES,
        /** Brought when the new SIM is the line's: a card is sent, a profile is handed out. */
        FOLLOWS,
        /** Taken away from under the former SIM, for good: the way back ends here. */
        ENDS
    }

    /**
     * @param back what takes it back; empty for what is for good
     */
    public record Way(Undo work, Optional<Undo> back) {}

    public SimSwap {
        ways = Map.copyOf(ways);
        ways.forEach((part, way) -> {
            boolean last = part == Part.ENDS;
            if (last == way.back().isPresent()) {
                throw new IllegalArgumentException("All parts but the last are taken back by something");
            }
        });
    }

    /** The part that a job does: no two of them have the same. */
    public Optional<Part> part(String jobType) {
        return ways.entrySet().stream()
                .filter(way -> way.getValue().work().jobType().equals(jobType))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    public boolean has(Part part) {
        return ways.containsKey(part);
    }
}
