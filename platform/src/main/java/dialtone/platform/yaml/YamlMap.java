package dialtone.platform.yaml;

import dialtone.platform.yaml.CatalogFaults.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a catalogue file, read key by key. What does not fit is noted as a fault with its line, and reading goes on with a
 * harmless value: a catalogue with faults is thrown away.
 */
public final class YamlMap {

    /** A file that a person can still read. */
    public static final int MAX_FILE_BYTES = 1_000_000;

    public static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Enough to share what offerings have in common, too few for aliases that multiply. */
    private static final int MAX_ALIASES = 100;

    private final String file;
    private final Place place;
    private final CatalogFaults faults;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private YamlMap(String file, Node node, CatalogFaults faults) {
        this.file = file;
        this.place = Place.of(file, node);
        this.faults = faults;
    }

    /**
     * The mapping that a file is; empty, with the fault noted, when it is none.
     *
     * @param keys that it may have
     */
    public static Optional<YamlMap> document(String file, String text, Set<String> keys, CatalogFaults faults) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setCodePointLimit(MAX_FILE_BYTES)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                faults.add(new Place(file, 1), "the file is empty");
            }
            return root.map(node -> of(file, node, keys, faults));
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            faults.add(new Place(file, line), "not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            faults.add(new Place(file, 1), "not YAML: " + broken.getMessage());
        }
        return Optional.empty();
    }

    /** @param keys that the mapping may have; any other is a fault */
    public static YamlMap of(String file, Node node, Set<String> keys, CatalogFaults faults) {
        YamlMap map = open(file, node, faults);
        map.values.keySet().stream()
                .filter(key -> !keys.contains(key))
                .toList()
                .forEach(key -> map.fault(
                        key,
                        "unknown key " + key + "; known are "
                                + String.join(", ", keys.stream().sorted().toList())));
        return map;
    }

    private static YamlMap open(String file, Node node, CatalogFaults faults) {
        YamlMap map = new YamlMap(file, node, faults);
        if (!(node instanceof MappingNode mapping)) {
            faults.add(map.place, "a mapping of keys to values is expected here");
            return map;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                map.values.put(key.getValue(), tuple.getValueNode());
            } else {
                faults.add(Place.of(file, tuple.getKeyNode()), "a key is a text");
            }
        }
        return map;
    }

    /** Where the mapping begins. */
    public Place place() {
        return place;
    }

    /** Where the value of a key is; where the mapping begins when there is none. */
    public Place place(String key) {
        Node node = values.get(key);
        return node == null ? place : Place.of(file, node);
    }

    public void fault(String key, String reason) {
        faults.add(place(key), reason);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Optional<String> optionalText(String key, int max) {
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        return Optional.of(scalar(key, node, max));
    }

    public String text(String key, int max) {
        Node node = required(key);
        return node == null ? "" : scalar(key, node, max);
    }

    /** Kebab-case, as ids and names of specifications are. */
    public String name(String key) {
        String name = text(key, 64);
        if (!name.isEmpty() && !KEBAB.matcher(name).matches()) {
            fault(key, key + " is written in kebab-case, not " + name);
        }
        return name;
    }

    public boolean flag(String key) {
        String text = optionalText(key, 5).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            fault(key, key + " is true or false, not " + text);
        }
        return text.equals("true");
    }

    private @Nullable Node required(String key) {
        Node node = values.get(key);
        if (node == null) {
            faults.add(place, key + " is missing");
        }
        return node;
    }

    private String scalar(String key, Node node, int max) {
        if (!(node instanceof ScalarNode scalar)) {
            faults.add(Place.of(file, node), key + " is a single value");
            return "";
        }
        if (scalar.getValue().isBlank()) {
            faults.add(Place.of(file, node), key + " is empty");
        }
        if (scalar.getValue().length() > max) {
            faults.add(Place.of(file, node), key + " has at most " + max + " characters");
            return "";
        }
        return scalar.getValue();
    }

    /** A list of texts; empty when the key is missing. */
    public List<String> texts(String key, int max) {
        List<String> texts = new ArrayList<>();
        nodes(key).forEach(node -> texts.add(scalar(key, node, max)));
        return texts;
    }

    /** A list of mappings; empty when the key is missing. */
    public List<YamlMap> maps(String key, Set<String> keys) {
        List<YamlMap> maps = new ArrayList<>();
        nodes(key).forEach(node -> maps.add(of(file, node, keys, faults)));
        return maps;
    }

    /** A mapping with the keys given; empty when the key is missing. */
    public Optional<YamlMap> map(String key, Set<String> keys) {
        return Optional.ofNullable(values.get(key)).map(node -> of(file, node, keys, faults));
    }

    /** A mapping of any keys to texts; empty when the key is missing. */
    public Map<String, String> textMap(String key, int max) {
        Map<String, String> texts = new LinkedHashMap<>();
        Node node = values.get(key);
        if (node != null) {
            YamlMap map = open(file, node, faults);
            map.values.keySet().forEach(name -> texts.put(name, map.text(name, max)));
        }
        return texts;
    }

    private List<Node> nodes(String key) {
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        faults.add(Place.of(file, node), key + " is a list");
        return List.of();
    }
}
