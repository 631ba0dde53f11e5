package dialtone.security.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells the browser what it may do with an answer: scripts and styles from here only, no frames around a page, pages never
 * from a cache (a shared desk), files whose address names their version for a year.
 */
public class ResponseHeaders extends HttpFilter {
    private static final long serialVersionUID = 1;

    /**
     * Inline scripts stay allowed: Faces and PrimeFaces write them into the page, and PrimeFaces evaluates what an update
     * brings.
     */
    private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none';"
            + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", POLICY);
        if (isVersioned(request)) {
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        } else if (!request.getServletPath().startsWith("/jakarta.faces.resource/")) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }

    private static boolean isVersioned(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.startsWith("/webjars/") || (path.startsWith("/assets/") && request.getParameter("v") != null);
    }
}
