# Draws how a cost grows as an SVG: awk -f plot.awk -v title=T -v x=LABEL -v y=LABEL FILE. The file: a first line
# "x NAME...", then numbers parted by tabs: a place on the x axis, and a value of each series. Both axes are logarithmic;
# the gray line shows what would grow in proportion.
BEGIN {
	FS = "\t"
	split("#FF5426 #2E7D6B #4C8DAE #131A20", color, " ")
	left = 90; right = 660; top = 60; bottom = 330
}
NR == 1 {
	for (i = 2; i <= NF; i++)
		name[i] = $i
	series = NF
	next
}
{
	at[++points] = $1
	for (i = 2; i <= series; i++) {
		value[points, i] = $i
		if ($i == "")
			continue
		if (!known || $i < least)
			least = $i
		if (!known || $i > most)
			most = $i
		known = 1
	}
}
function log10(v) {
	return log(v) / log(10)
}
function floor(v) {
	return v < int(v) ? int(v) - 1 : int(v)
}
function place_x(v) {
	return last_x > first_x ? left + (right - left) * (log10(v) - first_x) / (last_x - first_x) : left
}
function place_y(v) {
	return bottom - (bottom - top) * (log10(v) - first_y) / (last_y - first_y)
}
function text(px, py, anchor, size, words) {
	printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>\n", px, py, anchor, size, words
}
function line(x1, y1, x2, y2, stroke, width, dashes) {
	printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%s\"%s/>\n", x1, y1, x2, y2, stroke, width, dashes
}
function short(v) {
	return v >= 1000000 ? v / 1000000 " M" : v >= 10000 ? v / 1000 " k" : v
}
function dot(px, py, fill) {
	printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", px, py, fill
}
function curve(i,    k, list) {
	list = ""
	for (k = 1; k <= points; k++)
		if (value[k, i] != "") {
			list = list sprintf("%s%.1f,%.1f", list == "" ? "" : " ", place_x(at[k]), place_y(value[k, i]))
			dot(place_x(at[k]), place_y(value[k, i]), color[i - 1])
		}
	printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"/>\n", list, color[i - 1]
	dot(left + 4 + (i - 2) * 190, 43, color[i - 1])
	text(left + 14 + (i - 2) * 190, 48, "start", 14, name[i])
}
END {
	first_x = log10(at[1]); last_x = log10(at[points])
	first_y = floor(log10(least)); last_y = floor(log10(most) + 0.9999)
	if (last_y <= first_y)
		last_y = first_y + 1
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 400\" font-family=\"Inter, sans-serif\" fill=\"#131A20\">"
	print "<rect width=\"700\" height=\"400\" fill=\"#F7F3EC\"/>"
	text(left, 26, "start", 18, title)
	for (k = first_y; k <= last_y; k++) {
		line(left, place_y(10 ^ k), right, place_y(10 ^ k), "#D8D2C6", 1, "")
		text(left - 10, place_y(10 ^ k) + 5, "end", 13, short(10 ^ k))
	}
	for (k = 1; k <= points; k++)
		text(place_x(at[k]), bottom + 22, "middle", 13, short(at[k]))
	text((left + right) / 2, bottom + 50, "middle", 14, x)
	printf "<text transform=\"translate(24 %d) rotate(-90)\" text-anchor=\"middle\" font-size=\"14\">%s</text>\n", (top + bottom) / 2, y
	# In proportion to the first value of the first series, as far as it stays within the picture.
	end = at[points]
	if (value[1, 2] * end / at[1] > 10 ^ last_y)
		end = at[1] * 10 ^ last_y / value[1, 2]
	line(left, place_y(value[1, 2]), place_x(end), place_y(value[1, 2] * end / at[1]), "#8A8579", 1.5, " stroke-dasharray=\"5 5\"")
	for (i = 2; i <= series; i++)
		curve(i)
	print "</svg>"
}
