package dialtone.usage.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All layouts of an installation: its own, and the house's, {@link UsageLayout#HOUSE}, for what none of those claims. */
public record UsageLayouts(List<UsageLayout> all) {

    public static final UsageLayouts HOUSE = new UsageLayouts(List.of());

    public UsageLayouts(List<UsageLayout> all) {
        List<UsageLayout> with = new ArrayList<>(all);
        if (all.stream().noneMatch(layout -> layout.name().equals(UsageLayout.HOUSE.name()))) {
            with.add(UsageLayout.HOUSE);
        }
        this.all = List.copyOf(with);
    }

    public Optional<UsageLayout> named(String name) {
        return all.stream().filter(layout -> layout.name().equals(name)).findFirst();
    }

    /** The names of all, with commas between. */
    public String names() {
        return all.stream().map(UsageLayout::name).collect(Collectors.joining(", "));
    }

    /**
     * The first that takes a file of this name.
     *
     * @param folder of the inbox; empty for the inbox itself
     */
    public Optional<UsageLayout> of(String folder, String fileName) {
        return all.stream()
                .filter(layout -> layout.folder().equals(folder) && layout.takes(fileName))
                .findFirst();
    }
}
