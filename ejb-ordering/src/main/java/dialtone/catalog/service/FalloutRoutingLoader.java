package dialtone.catalog.service;

import dialtone.base.Outcome;
import dialtone.bpmn.JobType;
import dialtone.bpmn.ProcessError;
import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.SimSwap;
import dialtone.order.FalloutRouting;
import dialtone.order.FalloutRouting.Rule;
import dialtone.order.FalloutRouting.Team;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads which team decides about which fallout task: the file {@value #FILE} in the catalogue's folder. */
public final class FalloutRoutingLoader {

    static final String FILE = "operations/fallout-teams.yaml";

    private static final Set<String> FILE_KEYS = Set.of("teams", "rules");
    private static final Set<String> TEAM_KEYS = Set.of("name", "label");
    private static final Set<String> RULE_KEYS =
            Set.of("jobTypes", "errorCodes", "team", "resolveWithin", "escalateTo");

    private final CatalogFaults faults = new CatalogFaults();
    private final Set<String> teams = new HashSet<>();

    private final Set<String> jobTypes;

    private FalloutRoutingLoader(Set<String> jobTypes) {
        this.jobTypes = jobTypes;
    }

    /**
     * What the folder's file says; {@link FalloutRouting#ONE_DESK} when there is none.
     *
     * @param catalog whose steps may be named beside those of the processes
     * @throws IllegalStateException with every fault, file, line and reason: an installation does not start on half of the rules
     */
    public static FalloutRouting load(Path catalogFolder, Catalog catalog) {
        Path file = catalogFolder.resolve(FILE);
        if (!Files.exists(file)) {
            return FalloutRouting.ONE_DESK;
        }
        try {
            if (Files.size(file) > CatalogSource.MAX_FILE_BYTES) {
                throw new IllegalStateException(file + " has more than " + CatalogSource.MAX_FILE_BYTES + " bytes");
            }
            return read(Files.readString(file, StandardCharsets.UTF_8), catalog).fold(routing -> routing, reasons -> {
                throw new IllegalStateException("The teams of fallout tasks in " + file + " are refused:\n"
                        + reasons.stream()
                                .map(reason -> "  " + reason.field() + ": " + reason.message())
                                .collect(Collectors.joining("\n")));
            });
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** Rejections: {@code CATALOG_INVALID}, each with file and line as its field. */
    static Outcome<FalloutRouting> read(String text, Catalog catalog) {
        FalloutRoutingLoader loader = new FalloutRoutingLoader(jobTypes(catalog));
        Optional<FalloutRouting> routing =
                YamlMap.document(FILE, text, FILE_KEYS, loader.faults).flatMap(loader::routing);
        return loader.faults.isEmpty()
                ? Outcome.accepted(routing.orElseThrow())
                : Outcome.rejected(loader.faults.all());
    }

    private static Set<String> jobTypes(Catalog catalog) {
        Set<String> types = Arrays.stream(JobType.values()).map(JobType::type).collect(Collectors.toSet());
        catalog.services().stream().flatMap(FalloutRoutingLoader::steps).forEach(step -> {
            types.add(step.jobType());
            step.undo().ifPresent(undo -> types.add(undo.jobType()));
            step.atEnd().flatMap(StepTemplate.AtEnd::work).ifPresent(end -> types.add(end.jobType()));
            step.replacement().ifPresent(way -> {
                types.add(way.jobType());
                types.add(way.undo().jobType());
            });
        });
        return types;
    }

    private static Stream<StepTemplate> steps(ServiceSpecification service) {
        return service.step().stream()
                .flatMap(step -> Stream.of(
                                Stream.of(step),
                                step.suspending().stream(),
                                step.resuming().stream(),
                                Arrays.stream(SimSwap.Part.values()).flatMap(part -> step.swapping(part).stream()))
                        .flatMap(steps -> steps));
    }

    private Optional<FalloutRouting> routing(YamlMap file) {
        List<Team> read = new ArrayList<>();
        for (YamlMap map : file.maps("teams", TEAM_KEYS)) {
            Team team = new Team(map.name("name"), map.text("label", FalloutRouting.MAX_NAME));
            if (!teams.add(team.name())) {
                map.fault("name", "team " + team.name() + " is named a second time");
            }
            read.add(team);
        }
        List<Rule> rules = new ArrayList<>();
        for (YamlMap map : file.maps("rules", RULE_KEYS)) {
            if (!rules.isEmpty() && rules.getLast().fitsAll()) {
                faults.add(map.place(), "the rule before fits every task, so that this one is never asked");
            }
            rules.add(rule(map));
        }
        if (rules.isEmpty() || !rules.getLast().fitsAll()) {
            file.fault("rules", "the last rule names neither jobTypes nor errorCodes, so that no task is nobody's");
        }
        if (rules.size() > FalloutRouting.MAX_RULES) {
            file.fault("rules", "there are at most " + FalloutRouting.MAX_RULES + " rules");
        }
        return faults.isEmpty() ? Optional.of(new FalloutRouting(read, rules)) : Optional.empty();
    }

    private Rule rule(YamlMap map) {
        Optional<String> escalateTo = map.optionalText("escalateTo", FalloutRouting.MAX_NAME);
        Rule rule = new Rule(
                named(map, "jobTypes"),
                named(map, "errorCodes"),
                map.text("team", FalloutRouting.MAX_NAME),
                resolveWithin(map),
                escalateTo);
        rule.jobTypes().stream()
                .filter(type -> !jobTypes.contains(type))
                .forEach(type ->
                        map.fault("jobTypes", "no process and no step of the catalogue has the job type " + type));
        rule.errorCodes().stream()
                .filter(code -> Arrays.stream(ProcessError.values())
                        .noneMatch(error -> error.name().equals(code)))
                .forEach(code -> map.fault(
                        "errorCodes",
                        code + " is not a process error; known are " + Arrays.toString(ProcessError.values())));
        requireTeam(map, "team", rule.team());
        escalateTo.ifPresent(team -> requireTeam(map, "escalateTo", team));
        if (escalateTo.filter(rule.team()::equals).isPresent()) {
            map.fault("escalateTo", "a task is escalated to another team than its own");
        }
        return rule;
    }

    private static Set<String> named(YamlMap map, String key) {
        List<String> names = map.texts(key, FalloutRouting.MAX_NAME);
        if (map.has(key) && names.isEmpty()) {
            map.fault(key, key + " names one at least, or is left out");
        }
        return new HashSet<>(names);
    }

    private void requireTeam(YamlMap map, String key, String team) {
        if (!team.isEmpty() && !teams.contains(team)) {
            map.fault(key, "team " + team + " is not among the teams");
        }
    }

    private static Duration resolveWithin(YamlMap map) {
        String text = map.text("resolveWithin", 32);
        try {
            Duration time = Duration.parse(text);
            if (time.compareTo(FalloutRouting.SHORTEST) >= 0 && time.compareTo(FalloutRouting.LONGEST) <= 0) {
                return time;
            }
            map.fault(
                    "resolveWithin",
                    "resolveWithin is from " + FalloutRouting.SHORTEST + " to " + FalloutRouting.LONGEST);
        } catch (DateTimeParseException noDuration) {
            if (!text.isEmpty()) {
                map.fault("resolveWithin", "resolveWithin is a duration such as PT2H, not " + text);
            }
        }
        return FalloutRouting.SHORTEST;
    }
}
