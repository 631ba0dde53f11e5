package dialtone.bpmn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which class of which module works a job type: read from the sources, where a worker is opened, a type is mapped to what handles it, or a
 * route has its id.
 */
final class JobOwners {

    private static final Pattern WORKED = Pattern.compile(
            "(?:workers\\.open|routeId)\\(\\s*(?:JobType\\.([A-Z_]+)\\.type\\(\\)|\"([a-z-]+\\.[a-z-]+)\")"
                    + "|JobType\\.([A-Z_]+),\\s*(?:this::|whileServed\\()");

    private final Map<String, String> owners = new TreeMap<>();

    /** @param repository the checkout with all its modules */
    JobOwners(Path repository) {
        try (Stream<Path> modules = Files.list(repository)) {
            for (Path module : modules.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .toList()) {
                try (Stream<Path> sources = Files.walk(module.resolve("src/main/java"))) {
                    for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                            .toList()) {
                        read(module.getFileName().toString(), source);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String module, Path source) throws IOException {
        Matcher worked = WORKED.matcher(Files.readString(source));
        while (worked.find()) {
            String named = worked.group(1) == null ? worked.group(3) : worked.group(1);
            String type =
                    named == null ? worked.group(2) : JobType.valueOf(named).type();
            owners.put(type, "`" + source.getFileName().toString().replace(".java", "") + "` in " + module);
        }
    }

    /** @throws IllegalStateException if nobody works it */
    String of(String jobType) {
        String owner = owners.get(jobType);
        if (owner == null) {
            throw new IllegalStateException("Nobody works " + jobType);
        }
        return owner;
    }

    /** Of the job types that the catalogue may name for a step: those of the network that no diagram names. */
    Map<String, String> ofSteps() {
        Map<String, String> steps = new TreeMap<>();
        Stream.of(JobType.values())
                .filter(job -> job.type().startsWith("fulfilment."))
                .filter(job -> job != JobType.FULFILMENT_CHECK && job != JobType.FULFILMENT_NOTIFY)
                .forEach(job -> steps.put(job.type(), of(job.type())));
        return steps;
    }
}
