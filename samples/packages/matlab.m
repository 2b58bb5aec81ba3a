function y = fit(x)
% MATLAB has the same suffix as packages; it's not read.
y = x' * 2;
disp(['done: ' num2str(y)])
end
