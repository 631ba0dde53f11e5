package dialtone.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.DialtoneEar;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The calls that the README and the pages beside it give to copy: each goes to an address that there is, by somebody who may call it, with a body
 * that can be read, and takes what it needs from the calls above it in its section. Whether they are answered is seen by running them.
 */
class DocumentedCallsTest {

    private static final Path HOUSE = DialtoneEar.repository();
    private static final Pattern BLOCK = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ASSIGNED = Pattern.compile("(?m)(?:^|;|for) *([a-z_A-Z]+)(?:=| in )");

    /** An id in a call is one of somebody's who wrote it down, and none of the reader's. */
    private static final Pattern ID = Pattern.compile("\\b(ORD|PRD|FAL|FBA|WAI|INV)-[0-9]");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/orders.md", "docs/billing.md", "docs/usage.md", "docs/operations.md"})
    void each_call_goes_where_its_caller_may_go_with_what_can_be_read(String page) {
        String text = read(HOUSE.resolve(page));
        assertThat(text).contains("curl ");
        assertThat(faults(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            curl -u csr:csr-demo $host/billing/v1/promotions                       | may not
            curl -u billing:billing-demo $host/billing/v1/promotion                | no such address
            curl $host/billing/v1/promotions                                       | may not
            curl -u ops:ops-demo -X DELETE $host/ops/v1/elements/hlr/limits        | no such address
            curl -u csr:csr-demo -d '{}' $orders                                   | no type
            curl -u csr:csr-demo -H "$json" -d '{"id": }' $orders                  | not JSON
            curl -u csr:csr-demo -H "$json" -d @samples/nothing.json $orders       | no file
            curl -u csr:csr-demo $orders/$order                                    | nobody says order
            curl -u csr:csr-demo $orders/ORD-100002                                | id of nobody
            """)
    void a_call_that_cannot_be_answered_is_told(String call, String fault) {
        assertThat(faults("```\n" + call + "\n```")).singleElement().asString().startsWith(fault);
    }

    @Test
    void what_a_command_says_is_there_for_the_next_one() {
        assertThat(faults("""
                ```
                order=$(curl -s -u csr:csr-demo -H "$json" -d '{"a": "'$today'T08:00:00Z"}' $orders | field id)
                curl -u csr:csr-demo "$orders/$order?fields=id" \\
                     -s
                ```
                """)).isEmpty();
    }

    private static List<String> faults(String text) {
        Map<String, String> common = common();
        String host = Optional.ofNullable(common.get("host")).orElseThrow();
        List<String> faults = new ArrayList<>();
        BLOCK.matcher(text).results().map(block -> block.group(1)).forEach(block -> {
            ShellWords words = ShellWords.of(block, common);
            Set<String> said = new HashSet<>(common.keySet());
            ASSIGNED.matcher(block).results().map(found -> found.group(1)).forEach(said::add);
            words.used().stream()
                    .filter(name -> !said.contains(name))
                    .forEach(name -> faults.add("nobody says " + name));
            ID.matcher(block).results().map(MatchResult::group).forEach(id -> faults.add("id of nobody's: " + id));
            words.commands().forEach(command -> {
                int curl = command.indexOf("curl");
                if (curl >= 0) {
                    fault(command.subList(curl + 1, command.size()), host, faults);
                }
            });
        });
        return faults;
    }

    private static void fault(List<String> words, String host, List<String> faults) {
        String address = words.stream()
                .filter(word -> word.startsWith("http"))
                .findFirst()
                .orElse("");
        if (!address.startsWith(host)) {
            return; // the simulator's
        }
        String path = address.substring(host.length()).replaceFirst("\\?.*", "");
        String body = after(words, "-d", "");
        String method = path.startsWith("/soap/") ? "SOAP" : after(words, "-X", body.isEmpty() ? "GET" : "POST");
        List<Doors.Door> doors = Doors.table()
                .filter(door -> door.method().equals(method) && leadsTo(door.path(), path))
                .toList();
        String login = after(words, "-u", "none:").replaceFirst(":.*", "");
        if (doors.isEmpty()) {
            faults.add("no such address: " + method + " " + path);
        } else if (doors.stream().allMatch(door -> Set.of("401", "403").contains(door.answerTo(login)))) {
            faults.add("may not: " + login + " " + method + " " + path);
        }
        if (!body.isEmpty() && words.stream().noneMatch(word -> word.startsWith("Content-Type:"))) {
            faults.add("no type: " + path);
        }
        readable(body, faults);
    }

    private static void readable(String body, List<String> faults) {
        Path file = HOUSE.resolve(body.replaceFirst("^@", ""));
        if (body.startsWith("@") && !Files.exists(file)) {
            faults.add("no file: " + file);
            return;
        }
        String text = body.startsWith("@") ? read(file) : body;
        if (text.isEmpty() || text.startsWith("<")) {
            return;
        }
        try (JsonReader json = Json.createReader(new StringReader(text))) {
            json.readValue();
        } catch (JsonException unreadable) {
            faults.add("not JSON: " + text);
        }
    }

    /** Whether the address in the table of doors stands for this one: what is an id there may be any. */
    private static boolean leadsTo(String door, String path) {
        List<String> there = Arrays.asList(door.split("/", -1));
        List<String> here = Arrays.asList(path.split("/", -1));
        if (there.size() != here.size()) {
            return false;
        }
        for (int i = 0; i < here.size(); i++) {
            boolean anyId = there.get(i).matches("x|[01]|(ORD|BAC|INV)-[0-9]+(\\.\\w+)?")
                    && there.get(i).contains(".") == here.get(i).contains(".");
            if (!anyId && !there.get(i).equals(here.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String after(List<String> words, String option, String otherwise) {
        int at = words.indexOf(option);
        return at < 0 ? otherwise : words.get(at + 1);
    }

    /** What samples/calls.sh says. */
    private static Map<String, String> common() {
        Map<String, String> said = new HashMap<>();
        read(HOUSE.resolve("samples/calls.sh")).lines().forEach(line -> {
            if (line.matches("[a-zA-Z_]+=.*")) {
                String value = line.substring(line.indexOf('=') + 1).replaceAll("\\$\\(\\((\\d+).*\\)\\)", "$1");
                said.put(
                        line.substring(0, line.indexOf('=')),
                        ShellWords.of(value, said).commands().getLast().getFirst());
            }
        });
        assertThat(said).containsKeys("host", "network", "orders", "json");
        return said;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
