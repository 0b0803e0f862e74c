package dev.sojourn.spring;

import dev.sojourn.policy.Surface;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/** Surfaces by path patterns, the most specific first; what matches none is the own site. */
final class PathSurfaces implements SurfaceResolver {

    private final Map<PathPattern, Surface> surfaces = new TreeMap<>();

    PathSurfaces(Map<Surface, List<String>> patterns, FaultList faults) {
        patterns.forEach((surface, written) -> written.forEach(text -> pattern(surface, text, faults)));
    }

    @Override
    public Surface of(HttpServletRequest request) {
        if (surfaces.isEmpty()) {
            return Surface.OWN_SITE;
        }
        PathContainer path = PathContainer.parsePath(pathOf(request));
        return surfaces.entrySet().stream()
                .filter(entry -> entry.getKey().matches(path))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Surface.OWN_SITE);
    }

    /** The path within the application, decoded and freed of dots by the container. */
    static String pathOf(HttpServletRequest request) {
        return Optional.ofNullable(request.getServletPath()).orElse("")
                + Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    private void pattern(Surface surface, String text, FaultList faults) {
        String property = "sojourn.cookies.surfaces." + FaultList.written(surface);
        try {
            PathPatternParser parser = PathPatternParser.defaultInstance;
            PathPattern pattern = parser.parse(parser.initFullPathPattern(text));
            Surface other = surfaces.putIfAbsent(pattern, surface);
            if (other != null && other != surface) {
                faults.add(
                        property,
                        "'" + text + "' stands under " + FaultList.written(other) + " too",
                        "keep each pattern under one surface");
            }
        } catch (PatternParseException e) {
            faults.add(property, "'" + text + "' is no path pattern", "write one such as /embed/** or /portal/*");
        }
    }
}
