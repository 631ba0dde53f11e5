package dialtone.process.console;

import dialtone.process.ProcessInstanceKey;
import dialtone.process.service.ProcessInstances;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code GET /operations/diagram?key=}: the BPMN file of the version that an instance runs; 404 when it is not known. */
@WebServlet("/operations/diagram")
public class DiagramSource extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private ProcessInstances instances;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<ProcessInstanceKey> key = InstanceKeys.of(request.getParameter("key"));
        Optional<String> diagram = key.flatMap(instances::diagram);
        if (diagram.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/xml");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        // What an instance runs never changes.
        response.setHeader("Cache-Control", "private, max-age=3600");
        response.getWriter().write(diagram.get());
    }
}
