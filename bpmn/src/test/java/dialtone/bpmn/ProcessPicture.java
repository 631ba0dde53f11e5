package dialtone.bpmn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Draws a process as the console does, by bpmn-js in a Chromium that is there already, and says in the picture which file it shows. */
final class ProcessPicture {

    private static final String BPMN_JS =
            "/META-INF/resources/webjars/bpmn-js/8.0.0/dist/bpmn-viewer.production.min.js";
    private static final String BEGIN = "<svg";
    private static final String END = "</svg>";

    /** A diagram is drawn in a second. */
    private static final long DEADLINE_SECONDS = 60;

    private ProcessPicture() {}

    /** What a picture of this file carries. */
    static String mark(String bpmn) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bpmn.getBytes(StandardCharsets.UTF_8));
            return "<!-- shows the file with the SHA-256 " + HexFormat.of().formatHex(digest) + " -->";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * @return an SVG with its mark
     * @throws IllegalStateException if the browser draws none, or bpmn-js has something to say against the file
     */
    static String draw(String bpmn, Path folder) throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        Files.writeString(
                page,
                "<!DOCTYPE html><meta charset='utf-8'><div id='canvas' style='width:2000px;height:1200px'></div><script>"
                        + script()
                        + "</script><script type='text/plain' id='bpmn'>"
                        + bpmn
                        + "</script><script>"
                        + "const viewer = new BpmnJS({container: '#canvas'});"
                        + "viewer.importXML(document.getElementById('bpmn').textContent)"
                        + ".then(({warnings}) => { if (warnings.length) { throw new Error(warnings.map(w => w.message).join()); }"
                        + " return viewer.saveSVG(); })"
                        + ".then(({svg}) => { document.body.textContent = btoa(unescape(encodeURIComponent(svg))); },"
                        + " error => { document.body.textContent = 'refused: ' + error.message; });"
                        + "</script>");
        String drawn = new String(Base64.getDecoder().decode(body(dom(page, folder))), StandardCharsets.UTF_8);
        return drawn.substring(drawn.indexOf(BEGIN), drawn.indexOf(END)) + mark(bpmn) + END + "\n";
    }

    private static String dom(Path page, Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        String chromium =
                Optional.ofNullable(System.getenv("DIALTONE_CHROMIUM")).orElse("chromium");
        Process browser = new ProcessBuilder(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!browser.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The browser has drawn nothing in " + DEADLINE_SECONDS + " s");
            }
        } finally {
            browser.destroyForcibly();
        }
        return Files.readString(out);
    }

    private static String body(String dom) {
        String body = dom.substring(dom.indexOf("<body>") + "<body>".length(), dom.indexOf("</body>"))
                .strip();
        if (body.startsWith("refused:")) {
            throw new IllegalStateException("bpmn-js " + body);
        }
        return body;
    }

    private static String script() {
        try (InputStream script = Objects.requireNonNull(ProcessPicture.class.getResourceAsStream(BPMN_JS), BPMN_JS)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
